using System.Diagnostics;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.Instrumentation.Caches.Distributed;

/// <summary>Counts and times the operations of a distributed cache; values and exceptions pass as they are.</summary>
[StackTraceHidden]
internal class MeasuredDistributedCache(IDistributedCache inner, CacheSeries series) : IDistributedCache
{
    public IDistributedCache Inner { get; } = inner;

    protected CacheSeries Series { get; } = series;

    public byte[]? Get(string key)
    {
        var get = Series.Get!;
        var started = get.Start();
        byte[]? value;
        try
        {
            value = Inner.Get(key);
        }
        catch (Exception exception) when (get.Failed(started, exception))
        {
            throw;
        }

        get.Found(value is not null, started);
        return value;
    }

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        var get = Series.Get!;
        var started = get.Start();
        try
        {
            return get.Watch(Inner.GetAsync(key, token), started, token);
        }
        catch (Exception exception) when (get.Failed(started, exception, token))
        {
            throw;
        }
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
    {
        var started = Series.Set.Start();
        try
        {
            Inner.Set(key, value, options);
        }
        catch (Exception exception) when (Series.Set.Failed(started, exception))
        {
            throw;
        }

        Series.Set.Done(started);
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        var started = Series.Set.Start();
        try
        {
            return Series.Set.Watch(Inner.SetAsync(key, value, options, token), started, token);
        }
        catch (Exception exception) when (Series.Set.Failed(started, exception, token))
        {
            throw;
        }
    }

    public void Refresh(string key)
    {
        var started = Series.Refresh.Start();
        try
        {
            Inner.Refresh(key);
        }
        catch (Exception exception) when (Series.Refresh.Failed(started, exception))
        {
            throw;
        }

        Series.Refresh.Done(started);
    }

    public Task RefreshAsync(string key, CancellationToken token = default)
    {
        var started = Series.Refresh.Start();
        try
        {
            return Series.Refresh.Watch(Inner.RefreshAsync(key, token), started, token);
        }
        catch (Exception exception) when (Series.Refresh.Failed(started, exception, token))
        {
            throw;
        }
    }

    public void Remove(string key)
    {
        var started = Series.Remove.Start();
        try
        {
            Inner.Remove(key);
        }
        catch (Exception exception) when (Series.Remove.Failed(started, exception))
        {
            throw;
        }

        Series.Remove.Done(started);
    }

    public Task RemoveAsync(string key, CancellationToken token = default)
    {
        var started = Series.Remove.Start();
        try
        {
            return Series.Remove.Watch(Inner.RemoveAsync(key, token), started, token);
        }
        catch (Exception exception) when (Series.Remove.Failed(started, exception, token))
        {
            throw;
        }
    }
}
