using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// The wall between the shell, which lives beside the application, and the instrumentation, which lives in a load context of
/// its own. Only types of the framework and of the shell cross it, never one of OpenTelemetry.
/// </summary>
internal interface IInstrumentation
{
    /// <summary>
    /// Starts the process's pipeline if this is the first host, and adds the endpoint and the instrumentations to this host's
    /// services. Exceptions are the caller's to contain.
    /// </summary>
    void AddTo(IServiceCollection services, IConfiguration configuration, PrometheusSettings settings);
}
