using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.Instrumentation.Caches.Distributed;

/// <summary>As its base, for caches that read and write buffers too.</summary>
[StackTraceHidden]
internal class MeasuredBufferDistributedCache(IBufferDistributedCache inner, CacheSeries series)
    : MeasuredDistributedCache(inner, series), IBufferDistributedCache
{
    public bool TryGet(string key, IBufferWriter<byte> destination)
    {
        var get = Series.Get!;
        var started = get.Start();
        bool found;
        try
        {
            found = inner.TryGet(key, destination);
        }
        catch (Exception exception) when (get.Failed(started, exception))
        {
            throw;
        }

        get.Found(found, started);
        return found;
    }

    public ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        var get = Series.Get!;
        var started = get.Start();
        try
        {
            return get.Watch(inner.TryGetAsync(key, destination, token), started, token);
        }
        catch (Exception exception) when (get.Failed(started, exception, token))
        {
            throw;
        }
    }

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options)
    {
        var started = Series.Set.Start();
        try
        {
            inner.Set(key, value, options);
        }
        catch (Exception exception) when (Series.Set.Failed(started, exception))
        {
            throw;
        }

        Series.Set.Done(started);
    }

    public ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        var started = Series.Set.Start();
        try
        {
            return Series.Set.Watch(inner.SetAsync(key, value, options, token), started, token);
        }
        catch (Exception exception) when (Series.Set.Failed(started, exception, token))
        {
            throw;
        }
    }
}
