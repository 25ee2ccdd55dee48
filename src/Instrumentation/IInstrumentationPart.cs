using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>
/// One instrumentation of the process: its families, and what it adds to each host. It exists only if its switch is on, and one
/// that fails leaves the others running.
/// </summary>
internal interface IInstrumentationPart
{
    /// <summary>The name under which <c>aspnetcore_prometheus_instrumentation_active</c> tells of it.</summary>
    string Name { get; }

    /// <summary>The families that are measured here and not by the SDK.</summary>
    IEnumerable<SeriesStream> Streams { get; }

    /// <summary>
    /// Adds to a host's services, or decorates what is there; the application's own registrations are complete. Exceptions are
    /// the caller's to contain.
    /// </summary>
    void AddTo(IServiceCollection services);
}
