using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>Puts the page and the request measurement in front of a host's pipeline.</summary>
internal sealed class PrometheusStartupFilter(ProcessInstrumentation process, ServingPlace place) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        try
        {
            FaultSeam.Pass(Boundaries.StartupFilter);
            process.AddTo(app, place);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CompositionFailed, "endpoint", exception))
        {
        }

        next(app);
    };
}
