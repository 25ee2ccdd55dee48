using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches.Memory;
using AspNetCorePrometheus.Instrumentation.Caches.Redis;
using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Caches;

/// <summary>Caches: the rows of <c>ExportCaches</c>.</summary>
internal sealed class CacheInstrumentation : IInstrumentationPart
{
    private readonly MemoryCacheWatch _memory;
    private readonly RedisDoor _redis;

    public CacheInstrumentation(PrometheusSettings settings)
    {
        Families = new CacheFamilies(settings);
        _memory = new MemoryCacheWatch(Families);
        _redis = new RedisDoor(Families);
    }

    public string Name => "caches";

    public CacheFamilies Families { get; }

    /// <summary>Asked only in a host that has the library of the memory cache.</summary>
    public Func<bool> HasMemoryMeter { get; init; } = static () => MemoryCacheMeter.Exists;

    public IEnumerable<SeriesStream> Streams => Families.All;

    public void AddTo(IServiceCollection services) => CacheServices.AddTo(services, Families, _memory, _redis, HasMemoryMeter);
}
