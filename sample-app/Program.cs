using System.Text.Json.Serialization;
using Shop;
using Shop.Baskets;
using Shop.Catalogue;
using Shop.Data;
using Shop.Endpoints;
using Shop.Orders;

var builder = WebApplication.CreateBuilder(args);

builder.Services.Configure<ShopOptions>(builder.Configuration.GetSection("Shop"));
builder.Services.ConfigureHttpJsonOptions(json =>
    json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: false)));

builder.Services.AddShopDatabase(builder.Configuration, builder.Environment);
builder.Services.AddMemoryCache();
builder.Services.AddDistributedMemoryCache();
builder.Services.AddHttpClient();
builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");

builder.Services.AddSingleton<ShopMetrics>();
builder.Services.AddSingleton<BasketStore>();
builder.Services.AddScoped<ProductCatalogue>();
builder.Services.AddScoped<OrderService>();

builder.Services.AddControllersWithViews();
builder.Services.AddRazorPages();

var app = builder.Build();

if (!app.Environment.IsDevelopment())
{
    app.UseExceptionHandler("/error");
}

app.UseStatusCodePagesWithReExecute("/status/{0}");

app.MapProducts();
app.MapOrders();
app.MapBaskets();
app.MapSupplier();
app.MapErrorPages();
app.MapHealthChecks("/healthz");
app.MapRazorPages();
app.MapControllerRoute("default", "{controller=Catalog}/{action=Index}/{id?}");

app.Services.PrepareShopDatabase();

app.Run();
