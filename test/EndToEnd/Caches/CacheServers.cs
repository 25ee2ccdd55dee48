using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Caches;

/// <summary>A real Redis and a real memcached.</summary>
public sealed class CacheServers : IAsyncLifetime
{
    private LocalServer _redis = null!;
    private LocalServer _memcached = null!;

    internal (string Key, string Value)[] Addresses =>
        [("Redis", $"127.0.0.1:{_redis.Port}"), ("Memcached", $"{_memcached.Port}")];

    public async Task InitializeAsync()
    {
        _redis = await CacheServer.StartRedisAsync();
        _memcached = await CacheServer.StartMemcachedAsync();
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _memcached.DisposeAsync();
    }
}
