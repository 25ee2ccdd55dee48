using System.Runtime.CompilerServices;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;

namespace AspNetCorePrometheus.Instrumentation.Caches.Memory;

/// <summary>Reads the statistics that memory caches keep themselves, when a page is written. It keeps no cache alive.</summary>
/// <remarks>One for the process: hosts may share a cache, which is read once. No field has a type of the caches' library, which a host may not have.</remarks>
internal sealed class MemoryCacheWatch(CacheFamilies families)
{
    private readonly ConditionalWeakTable<object, object> _watched = [];

    /// <summary>Passes a service on and reads it from now on if it is a memory cache.</summary>
    public object Pass(object service, object? serviceKey)
    {
        try
        {
            FaultSeam.Pass(Boundaries.MemoryCache);
            if (service is MemoryCache cache)
            {
                Watch(cache, CacheWords.Memory, CacheWords.NameOf(serviceKey), hasRequests: true);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "caches", exception))
        {
        }

        return service;
    }

    /// <summary>Reads the memory cache inside a distributed one; its look-ups only if nobody else counts them.</summary>
    public void Watch(MemoryDistributedCache cache, string name, bool hasRequests) =>
        Watch(Inside(cache), CacheWords.DistributedMemory, name, hasRequests);

    // The runtime has no public way to it.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_memCache")]
    private static extern ref MemoryCache Inside(MemoryDistributedCache cache);

    private static long? Read(WeakReference<MemoryCache> reference, Func<MemoryCacheStatistics, long?> value) =>
        reference.TryGetTarget(out var cache) && cache.GetCurrentStatistics() is { } statistics ? value(statistics) : null;

    private void Watch(MemoryCache cache, string system, string name, bool hasRequests)
    {
        if (!_watched.TryAdd(cache, system))
        {
            return;
        }

        var reference = new WeakReference<MemoryCache>(cache);
        var statistics = cache.GetCurrentStatistics();
        families.Entries.Series(new(CacheWords.System, system), new(CacheWords.Name, name))
            .Add(() => reference.TryGetTarget(out var target) ? target.Count : null);
        if (statistics?.CurrentEstimatedSize is not null)
        {
            families.EstimatedSize.Series(new(CacheWords.System, system), new(CacheWords.Name, name))
                .Add(() => Read(reference, static read => read.CurrentEstimatedSize));
        }

        // Without statistics, which only the application's own instances can be, look-ups are not known.
        if (hasRequests && statistics is not null)
        {
            Add(CacheWords.Hit, static read => read.TotalHits);
            Add(CacheWords.Miss, static read => read.TotalMisses);
        }

        void Add(string result, Func<MemoryCacheStatistics, long?> value) => families.ReadRequests.Series(
            new(CacheWords.System, system),
            new(CacheWords.Name, name),
            new(CacheWords.Operation, CacheWords.Get),
            new(CacheWords.Result, result)).Add(() => Read(reference, value));
    }
}
