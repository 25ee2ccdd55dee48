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
        Task<byte[]?> running;
        try
        {
            running = Inner.GetAsync(key, token);
        }
        catch (Exception exception) when (get.Failed(started, exception, token))
        {
            throw;
        }

        // A task that has completed is handed on itself: nothing is allocated.
        if (running is not { IsCompletedSuccessfully: true })
        {
            return get.Lookup(running, started, token);
        }

        get.Found(running.GetAwaiter().GetResult() is not null, started);
        return running;
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
            return Ended(Series.Set, Inner.SetAsync(key, value, options, token), started, token);
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
            return Ended(Series.Refresh, Inner.RefreshAsync(key, token), started, token);
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
            return Ended(Series.Remove, Inner.RemoveAsync(key, token), started, token);
        }
        catch (Exception exception) when (Series.Remove.Failed(started, exception, token))
        {
            throw;
        }
    }

    private static Task Ended(MeasuredOperation operation, Task running, long started, CancellationToken token)
    {
        if (running is not { IsCompletedSuccessfully: true })
        {
            return operation.Watch(running, started, token);
        }

        operation.Done(started);
        return running;
    }
}
