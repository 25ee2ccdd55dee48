using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches.Memory;
using AspNetCorePrometheus.Instrumentation.Caches.Redis;
using AspNetCorePrometheus.Instrumentation.Caches.Wrapping;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.Instrumentation.Caches.Distributed;

/// <summary>Puts a measured cache around a distributed one that shows exactly the interfaces which that one has.</summary>
/// <remarks>
/// Where somebody in the host compares the type with <see cref="MemoryDistributedCache"/>, as a hybrid cache does to leave it out,
/// that cache is not wrapped but counts itself, by the runtime's meter if that has one.
/// </remarks>
internal sealed class DistributedCacheDecorator(
    CacheFamilies families, MemoryCacheWatch memory, bool isExactTypeLookedAt, RedisDoor redis, bool hasMeter)
{
    /// <summary>The measured cache, or the cache itself where it cannot be measured from outside.</summary>
    public object Decorate(object service, object? serviceKey)
    {
        try
        {
            FaultSeam.Pass(Boundaries.DistributedCache);
            return service is IDistributedCache cache and not MeasuredDistributedCache ? Measure(cache, serviceKey) : service;
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "caches", exception))
        {
            return service;
        }
    }

    private IDistributedCache Measure(IDistributedCache cache, object? serviceKey)
    {
        var name = CacheWords.NameOf(serviceKey);
        var isInProcess = cache is MemoryDistributedCache;
        var isCountingItself = isExactTypeLookedAt && cache.GetType() == typeof(MemoryDistributedCache);
        if (isInProcess && !(isCountingItself && hasMeter))
        {
            memory.Watch((MemoryDistributedCache)cache, name, isCountingItself);
        }

        redis.LookInto(cache);
        return isCountingItself
            ? cache
            : Wrap(cache, new CacheSeries(families, CacheWords.SystemOf(cache.GetType()), name, !isInProcess, hasRefresh: true));
    }

    // Others than these are uncommon, and a type of their own is made for them.
    private static IDistributedCache Wrap(IDistributedCache cache, CacheSeries series)
    {
        var further = cache.GetType().GetInterfaces().Length - 1;
        return (cache, cache is IDisposable) switch
        {
            (IBufferDistributedCache buffer, false) when further == 1 => new MeasuredBufferDistributedCache(buffer, series),
            (IBufferDistributedCache buffer, true) when further == 2 => new DisposableBufferDistributedCache(buffer, series),
            (not IBufferDistributedCache, false) when further == 0 => new MeasuredDistributedCache(cache, series),
            (not IBufferDistributedCache, true) when further == 1 => new DisposableDistributedCache(cache, series),
            (IBufferDistributedCache, _) => ForwardingType.Wrap<IDistributedCache>(typeof(MeasuredBufferDistributedCache), cache, series),
            _ => ForwardingType.Wrap<IDistributedCache>(typeof(MeasuredDistributedCache), cache, series),
        };
    }
}
