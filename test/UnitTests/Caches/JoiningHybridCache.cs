using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Hybrid;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A hybrid cache whose callers share one making of a value, as the framework's do.</summary>
internal sealed class JoiningHybridCache : HybridCache
{
    private readonly ConcurrentDictionary<string, Lazy<Task<object?>>> _values = new();

    public override async ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default) =>
        (T)(await _values.GetOrAdd(key, _ => new(async () => await factory(state, cancellationToken))).Value)!;

    public override ValueTask SetAsync<T>(
        string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
