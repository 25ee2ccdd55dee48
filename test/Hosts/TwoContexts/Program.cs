using Microsoft.EntityFrameworkCore;
using TwoContexts.Orders;
using TwoContexts.Stock;

var builder = WebApplication.CreateBuilder(args);
var connections = builder.Configuration.GetSection("ConnectionStrings");
builder.Services.AddDbContext<OrdersContext>(options => options.UseNpgsql(connections["Orders"]));
builder.Services.AddPooledDbContextFactory<StockContext>(options =>
    options.UseNpgsql(connections["Stock"], postgres => postgres.EnableRetryOnFailure()));
var app = builder.Build();

app.MapGet("/", () => "two contexts");
app.MapPost("/orders/migrate", (OrdersContext orders) => orders.Database.MigrateAsync());
app.MapPost("/stock/migrate", async (IDbContextFactory<StockContext> stock) =>
{
    await using var context = await stock.CreateDbContextAsync();
    await context.Database.MigrateAsync();
});

app.Run();
