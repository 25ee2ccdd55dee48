using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace DataSqlServer;

/// <summary>EF Core on a connection of SqlClient's.</summary>
public static class EntityFramework
{
    public static void MapEntityFramework(this WebApplication app)
    {
        var group = app.MapGroup("/entity-framework");
        group.MapGet("/query", (Shop shop) => WithAsync(shop, db => db.Products.AsNoTracking().ToListAsync()));
        group.MapGet("/query-sync", (Shop shop) => WithAsync(shop, db => Task.FromResult(db.Products.AsNoTracking().ToList())));
        group.MapGet("/insert", (Shop shop) => WithAsync(
            shop, db => db.Database.ExecuteSqlRawAsync("INSERT INTO Products (Name) VALUES ({0})", "pen")));
        group.MapGet("/failing", (Shop shop) => WithAsync(
            shop, db => db.Database.ExecuteSqlRawAsync("DELETE FROM NoSuchTable")));
        group.MapGet("/mixed", (Shop shop) => WithAsync(shop, async db =>
        {
            await shop.ExecuteAsync("SELECT Id FROM Products");
            return await db.Products.AsNoTracking().ToListAsync();
        }));
    }

    private static async Task<T> WithAsync<T>(Shop shop, Func<ShopContext, Task<T>> use)
    {
        await using var connection = new SqlConnection(shop.ConnectionString);
        await using var db = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseSqlite(connection).Options);
        return await use(db);
    }
}
