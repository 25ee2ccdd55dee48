using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Shop.Data;

public static class ShopDatabase
{
    public static void AddShopDatabase(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var connection = new SqliteConnectionStringBuilder(
            configuration.GetConnectionString("Shop") ?? "Data Source=shop.db");

        // A relative file belongs to the application, wherever it was started from. Combine keeps an absolute one.
        connection.DataSource = Path.Combine(environment.ContentRootPath, connection.DataSource);

        services.AddDbContext<ShopContext>(options => options.UseSqlite(connection.ConnectionString));
    }

    /// <summary>Brings the schema up to date and puts the first products on the shelf.</summary>
    public static void PrepareShopDatabase(this IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<ShopContext>();

        database.Database.Migrate();

        if (!database.Products.Any())
        {
            database.Products.AddRange(
                new Product { Name = "Pencil", Price = 0.95m, Stock = 10_000 },
                new Product { Name = "Notebook", Price = 4.50m, Stock = 10_000 },
                new Product { Name = "Fountain pen", Price = 24.00m, Stock = 5_000 },
                new Product { Name = "Desk lamp", Price = 79.90m, Stock = 1_000 },
                new Product { Name = "Globe", Price = 149.00m, Stock = 3 });
            database.SaveChanges();
        }

        var metrics = services.GetRequiredService<ShopMetrics>();

        foreach (var product in database.Products)
        {
            metrics.StockChanged(product);
        }
    }
}
