using Microsoft.EntityFrameworkCore;

namespace DataSqlServer;

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();
}
