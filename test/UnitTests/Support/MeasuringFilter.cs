using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>Puts the request measurement in front of a pipeline, as the product's own filter does.</summary>
internal sealed class MeasuringFilter(RequestInstrumentation requests, PrometheusSettings settings) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        AddTo(app);
        next(app);
    };

    public void AddTo(IApplicationBuilder app) => app.Use(following => requests.Measure(following, settings));
}
