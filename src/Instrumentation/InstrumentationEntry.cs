using AspNetCorePrometheus.HostingStartup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>The instrumentation's side of the wall; the shell finds it by name and makes one for the process.</summary>
internal sealed class InstrumentationEntry : IInstrumentation
{
    private readonly Lock _starting = new();

    private ProcessInstrumentation? _process;

    public void AddTo(IServiceCollection services, IConfiguration configuration, PrometheusSettings settings)
    {
        ProcessInstrumentation process;
        lock (_starting)
        {
            process = _process ??= new ProcessInstrumentation(settings);
        }

        SettingsDifference.Report(process.Settings, settings);
        process.AddTo(services, settings);
    }
}
