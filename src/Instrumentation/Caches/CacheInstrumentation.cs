using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Caches;

/// <summary>Caches: the rows of <c>ExportCaches</c>.</summary>
internal sealed class CacheInstrumentation(PrometheusSettings settings) : IInstrumentationPart
{
    public string Name => "caches";

    public CacheFamilies Families { get; } = new(settings);

    public IEnumerable<SeriesStream> Streams => Families.All;

    public void AddTo(IServiceCollection services) => CacheServices.AddTo(services, Families);
}
