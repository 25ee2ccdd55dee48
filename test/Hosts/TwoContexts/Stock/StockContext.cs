using Microsoft.EntityFrameworkCore;

namespace TwoContexts.Stock;

public sealed class StockContext(DbContextOptions<StockContext> options) : DbContext(options)
{
    public DbSet<StockItem> Items => Set<StockItem>();
}
