using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A distributed cache whose key <c>broken</c> throws at once, <c>fails</c> later, and which answers late on demand.</summary>
internal class FakeCache : IDistributedCache
{
    private readonly ConcurrentDictionary<string, byte[]> _values = new();

    public bool IsLate { get; set; }

    public byte[]? Get(string key)
    {
        Check(key);
        return _values.GetValueOrDefault(key);
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await Wait(key, token);
        return _values.GetValueOrDefault(key);
    }

    public void Refresh(string key) => Check(key);

    public Task RefreshAsync(string key, CancellationToken token = default) => Wait(key, token);

    public void Remove(string key)
    {
        Check(key);
        _values.TryRemove(key, out _);
    }

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        await Wait(key, token);
        _values.TryRemove(key, out _);
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
    {
        Check(key);
        _values[key] = value;
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        await Wait(key, token);
        _values[key] = value;
    }

    private static void Check(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key is "broken" or "fails")
        {
            throw new InvalidOperationException(key);
        }
    }

    private Task Wait(string key, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key == "broken" ? throw new InvalidOperationException(key) : Later();

        async Task Later()
        {
            if (IsLate)
            {
                await Task.Delay(5, token);
            }

            token.ThrowIfCancellationRequested();
            Check(key);
        }
    }
}
