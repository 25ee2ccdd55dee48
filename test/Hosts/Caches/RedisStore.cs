using Microsoft.Extensions.Caching.Distributed;
using StackExchange.Redis;

namespace Caches;

/// <summary>A team's own cache over the old Redis client.</summary>
public sealed class RedisStore(string configuration) : IDistributedCache, IDisposable
{
    private readonly Lazy<ConnectionMultiplexer> _redis = new(() => ConnectionMultiplexer.Connect(configuration));

    private IDatabase Database => _redis.Value.GetDatabase();

    public byte[]? Get(string key) => Database.StringGet(key);

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) => await Database.StringGetAsync(key);

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => Database.StringSet(key, value);

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        Database.StringSetAsync(key, value);

    public void Refresh(string key) => Database.KeyExpire(key, TimeSpan.FromMinutes(1));

    public Task RefreshAsync(string key, CancellationToken token = default) => Database.KeyExpireAsync(key, TimeSpan.FromMinutes(1));

    public void Remove(string key) => Database.KeyDelete(key);

    public Task RemoveAsync(string key, CancellationToken token = default) => Database.KeyDeleteAsync(key);

    public void Dispose()
    {
        if (_redis.IsValueCreated)
        {
            _redis.Value.Dispose();
        }
    }
}
