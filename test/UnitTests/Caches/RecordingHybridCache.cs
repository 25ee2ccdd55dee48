using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Hybrid;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A hybrid cache in all <see cref="Circumstances"/>, which has methods of its own for everything and remembers what was asked.</summary>
internal class RecordingHybridCache : HybridCache
{
    private readonly ConcurrentDictionary<string, object?> _values = new();
    private readonly ConcurrentQueue<string> _calls = new();

    public bool IsLate { get; set; }

    public IReadOnlyList<string> Calls => [.. _calls];

    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        Called("get", key, options, tags, cancellationToken);
        ArgumentNullException.ThrowIfNull(factory);
        return Get(Circumstances.Wait(key, IsLate, cancellationToken), key, token => factory(state, token), options, cancellationToken);
    }

    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        ReadOnlySpan<char> key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        Called("get by span", key.ToString(), options, tags, cancellationToken);
        return Get(
            Circumstances.Wait(key.ToString(), IsLate, cancellationToken), key.ToString(), token => factory(state, token), options, cancellationToken);
    }

    public override ValueTask SetAsync<T>(
        string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default)
    {
        Called("set", key, options, tags, cancellationToken);
        return Circumstances.Do(key, IsLate, () => _values[key] = value, cancellationToken);
    }

    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        Called("remove", key, null, null, cancellationToken);
        return Circumstances.Do(key, IsLate, () => _values.TryRemove(key, out _), cancellationToken);
    }

    public override ValueTask RemoveAsync(IEnumerable<string> keys, CancellationToken cancellationToken = default)
    {
        Called("remove several", null, null, keys, cancellationToken);
        return Circumstances.Do(keys.First(), IsLate, () => _values.Clear(), cancellationToken);
    }

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default)
    {
        Called("remove by tag", tag, null, null, cancellationToken);
        return Circumstances.Do(tag, IsLate, () => _values.Clear(), cancellationToken);
    }

    public override ValueTask RemoveByTagAsync(IEnumerable<string> tags, CancellationToken cancellationToken = default)
    {
        Called("remove by several tags", null, null, tags, cancellationToken);
        return Circumstances.Do(tags.First(), IsLate, () => _values.Clear(), cancellationToken);
    }

    private void Called(string call, string? key, HybridCacheEntryOptions? options, IEnumerable<string>? others, CancellationToken token) =>
        _calls.Enqueue($"{call} {key} {options?.Flags} {string.Join(' ', others ?? [])} {token.IsCancellationRequested}");

    private async ValueTask<T> Get<T>(
        Task waiting, string key, Func<CancellationToken, ValueTask<T>> make, HybridCacheEntryOptions? options, CancellationToken token)
    {
        await waiting;
        if (_values.TryGetValue(key, out var found))
        {
            return (T)found!;
        }

        if (options?.Flags?.HasFlag(HybridCacheEntryFlags.DisableUnderlyingData) == true)
        {
            return default!;
        }

        var made = await make(token);
        _values[key] = made;
        return made;
    }
}
