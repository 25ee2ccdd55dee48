using Microsoft.EntityFrameworkCore;

namespace TwoContexts.Orders;

public sealed class OrdersContext(DbContextOptions<OrdersContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}
