using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A distributed cache in all <see cref="Circumstances"/>.</summary>
internal class FakeCache : IDistributedCache
{
    private readonly ConcurrentDictionary<string, byte[]> _values = new();

    private readonly ConcurrentQueue<string> _calls = new();

    public bool IsLate { get; set; }

    /// <summary>What has been asked of the cache, in order.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public byte[]? Get(string key)
    {
        Called(key);
        Circumstances.Check(key);
        return _values.GetValueOrDefault(key);
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        Called(key);
        await Wait(key, token);
        return _values.GetValueOrDefault(key);
    }

    public void Refresh(string key)
    {
        Called(key);
        Circumstances.Check(key);
    }

    public Task RefreshAsync(string key, CancellationToken token = default)
    {
        Called(key);
        return Wait(key, token);
    }

    public void Remove(string key)
    {
        Called(key);
        Circumstances.Check(key);
        _values.TryRemove(key, out _);
    }

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        Called(key);
        await Wait(key, token);
        _values.TryRemove(key, out _);
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
    {
        Called(key);
        Circumstances.Check(key);
        _values[key] = value;
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        Called(key);
        await Wait(key, token);
        _values[key] = value;
    }

    protected void Called(string key, [CallerMemberName] string operation = "") => _calls.Enqueue($"{operation} {key}");

    private Task Wait(string key, CancellationToken token) => Circumstances.Wait(key, IsLate, token);
}
