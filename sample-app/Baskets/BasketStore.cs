using System.Text.Json;
using Microsoft.Extensions.Caching.Distributed;

namespace Shop.Baskets;

/// <summary>Baskets by name, forgotten when nobody has touched them for a while.</summary>
public sealed class BasketStore(IDistributedCache cache)
{
    private static readonly DistributedCacheEntryOptions Expiry =
        new() { SlidingExpiration = TimeSpan.FromMinutes(20) };

    public async Task<Basket?> FindAsync(string name, CancellationToken cancellationToken) =>
        await cache.GetAsync(Key(name), cancellationToken) is { } bytes
            ? JsonSerializer.Deserialize<Basket>(bytes)
            : null;

    public Task SaveAsync(string name, Basket basket, CancellationToken cancellationToken) =>
        cache.SetAsync(Key(name), JsonSerializer.SerializeToUtf8Bytes(basket), Expiry, cancellationToken);

    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        cache.RemoveAsync(Key(name), cancellationToken);

    private static string Key(string name) => $"basket:{name}";
}
