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
        CancellationToken cancellationToken = default) =>
        Look(isSpan: false, key, default, state, factory, options, tags, cancellationToken);

    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        ReadOnlySpan<char> key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default) =>
        Look(isSpan: true, string.Empty, key, state, factory, options, tags, cancellationToken);

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

    // For both overloads, each of which reaches the inner cache's own.
    private ValueTask<T> Look<TState, T>(
        bool isSpan,
        string key,
        ReadOnlySpan<char> span,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options,
        IEnumerable<string>? tags,
        CancellationToken token)
    {
        if (factory is null)
        {
            return Inner.GetOrCreateAsync(isSpan ? span.ToString() : key, state, factory!, options, tags, token);
        }

        var lookup = new HybridLookup<TState, T>(series.Get!, state, factory, options, token);
        try
        {
            return lookup.Watch(isSpan
                ? Inner.GetOrCreateAsync(span, lookup, static (lookup, token) => lookup.Make(token), options, tags, token)
                : Inner.GetOrCreateAsync(key, lookup, static (lookup, token) => lookup.Make(token), options, tags, token));
        }
        catch (Exception exception) when (lookup.Failed(exception))
        {
            throw;
        }
    }
}
