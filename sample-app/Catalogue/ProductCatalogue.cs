using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Shop.Data;

namespace Shop.Catalogue;

/// <summary>The products on offer. The list is cached until an order changes the stock.</summary>
public sealed class ProductCatalogue(ShopContext database, IMemoryCache cache)
{
    private const string CacheKey = "products";
    private static readonly TimeSpan CacheTime = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<ProductSummary>> ListAsync() =>
        await cache.GetOrCreateAsync(CacheKey, async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = CacheTime;
            return await Summaries(database.Products.OrderBy(product => product.Id)).ToListAsync();
        }) ?? [];

    public Task<ProductSummary?> FindAsync(int id) =>
        Summaries(database.Products.Where(product => product.Id == id)).SingleOrDefaultAsync();

    public IAsyncEnumerable<ProductSummary> ReadAllAsync() =>
        Summaries(database.Products.OrderBy(product => product.Id)).AsAsyncEnumerable();

    public void Forget() => cache.Remove(CacheKey);

    private static IQueryable<ProductSummary> Summaries(IQueryable<Product> products) =>
        products.Select(product => new ProductSummary(product.Id, product.Name, product.Price, product.Stock));
}
