using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Hybrid;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A hybrid cache of one level, whose key <c>broken</c> throws.</summary>
internal sealed class FakeHybridCache : HybridCache
{
    private readonly ConcurrentDictionary<string, object?> _values = new();

    public override async ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        if (key == "broken")
        {
            throw new InvalidOperationException(key);
        }

        if (_values.TryGetValue(key, out var found))
        {
            return (T)found!;
        }

        if (options?.Flags?.HasFlag(HybridCacheEntryFlags.DisableUnderlyingData) == true)
        {
            return default!;
        }

        var made = await factory(state, cancellationToken);
        _values[key] = made;
        return made;
    }

    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        _values.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override ValueTask SetAsync<T>(
        string key,
        T value,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        _values[key] = value;
        return ValueTask.CompletedTask;
    }
}
