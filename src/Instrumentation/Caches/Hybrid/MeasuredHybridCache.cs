using System.Diagnostics;
using Microsoft.Extensions.Caching.Hybrid;

namespace AspNetCorePrometheus.Instrumentation.Caches.Hybrid;

/// <summary>
/// Counts what a hybrid cache finds in any of its levels. A caller that waited for another's value found it; a value that cannot be
/// made is the application's failure and a miss.
/// </summary>
[StackTraceHidden]
internal class MeasuredHybridCache(HybridCache inner, CacheSeries series) : HybridCache
{
    public HybridCache Inner { get; } = inner;

    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        if (factory is null)
        {
            return Inner.GetOrCreateAsync(key, state, factory!, options, tags, cancellationToken);
        }

        var lookup = new HybridLookup<TState, T>(state, factory);
        try
        {
            return Found(
                lookup,
                Inner.GetOrCreateAsync(key, lookup, static (lookup, token) => lookup.Make(token), options, tags, cancellationToken),
                options,
                cancellationToken);
        }
        catch (Exception exception) when (Failed(lookup, exception, cancellationToken))
        {
            throw;
        }
    }

    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        ReadOnlySpan<char> key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        if (factory is null)
        {
            return Inner.GetOrCreateAsync(key, state, factory!, options, tags, cancellationToken);
        }

        var lookup = new HybridLookup<TState, T>(state, factory);
        try
        {
            return Found(
                lookup,
                Inner.GetOrCreateAsync(key, lookup, static (lookup, token) => lookup.Make(token), options, tags, cancellationToken),
                options,
                cancellationToken);
        }
        catch (Exception exception) when (Failed(lookup, exception, cancellationToken))
        {
            throw;
        }
    }

    public override ValueTask SetAsync<T>(
        string key,
        T value,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default) =>
        series.Set.Run(() => Inner.SetAsync(key, value, options, tags, cancellationToken), cancellationToken);

    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) =>
        series.Remove.Run(() => Inner.RemoveAsync(key, cancellationToken), cancellationToken);

    public override ValueTask RemoveAsync(IEnumerable<string> keys, CancellationToken cancellationToken = default) =>
        series.Remove.Run(() => Inner.RemoveAsync(keys, cancellationToken), cancellationToken);

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) =>
        series.Remove.Run(() => Inner.RemoveByTagAsync(tag, cancellationToken), cancellationToken);

    public override ValueTask RemoveByTagAsync(IEnumerable<string> tags, CancellationToken cancellationToken = default) =>
        series.Remove.Run(() => Inner.RemoveByTagAsync(tags, cancellationToken), cancellationToken);

    // A look-up that may not make the value answers with the default one where it found nothing.
    private static bool IsHit<TState, T>(HybridLookup<TState, T> lookup, T value, HybridCacheEntryOptions? options) =>
        !lookup.IsMissed
        && !(options?.Flags?.HasFlag(HybridCacheEntryFlags.DisableUnderlyingData) == true
            && EqualityComparer<T>.Default.Equals(value, default));

    private ValueTask<T> Found<TState, T>(
        HybridLookup<TState, T> lookup, ValueTask<T> running, HybridCacheEntryOptions? options, CancellationToken token)
    {
        if (!running.IsCompletedSuccessfully)
        {
            return Wait(lookup, running, options, token);
        }

        var value = running.GetAwaiter().GetResult();
        series.Get!.Found(IsHit(lookup, value, options), 0);
        return new ValueTask<T>(value);
    }

    private async ValueTask<T> Wait<TState, T>(
        HybridLookup<TState, T> lookup, ValueTask<T> running, HybridCacheEntryOptions? options, CancellationToken token)
    {
        try
        {
            var value = await running.ConfigureAwait(false);
            series.Get!.Found(IsHit(lookup, value, options), 0);
            return value;
        }
        catch (Exception exception) when (Failed(lookup, exception, token))
        {
            throw;
        }
    }

    // Answers false, for use as an exception filter.
    private bool Failed<TState, T>(HybridLookup<TState, T> lookup, Exception exception, CancellationToken token)
    {
        if (!lookup.IsMissed)
        {
            return series.Get!.Failed(0, exception, token);
        }

        series.Get!.Found(hit: false, 0);
        return false;
    }
}
