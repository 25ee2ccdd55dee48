using System.Diagnostics;
using Caches;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;

var builder = WebApplication.CreateBuilder(args);
var redis = builder.Configuration["Redis"];
var memcached = builder.Configuration.GetValue<int>("Memcached");
builder.Services.AddMemoryCache();
builder.Services.AddDistributedMemoryCache();
builder.Services.AddOutputCache();
builder.Services.AddResponseCaching();
builder.Services.AddKeyedSingleton<IDistributedCache>("redis", (_, _) => new RedisStore($"{redis},abortConnect=false,syncTimeout=1000,connectTimeout=1000"));
builder.Services.AddKeyedSingleton<IDistributedCache>("memcached", (_, _) => new MemcachedStore(memcached));
builder.Services.AddKeyedSingleton<IDistributedCache, FileStore>("files");

var outcomes = new Outcomes();
var app = builder.Build();
app.UseResponseCaching();
app.UseOutputCache();
app.MapGet("/output", () => "output").CacheOutput();
app.MapGet("/response", (HttpContext context) =>
{
    context.Response.Headers.CacheControl = "public, max-age=60";
    return "response";
});
app.MapGet("/memory/{key}", (string key, IMemoryCache cache) => cache.GetOrCreate(key, _ => "made"));
app.MapGet("/cache/{name}/get/{key}", async (string name, string key, IServiceProvider services, bool wait = true) =>
{
    var cache = Find(services, name);
    var started = Stopwatch.GetTimestamp();
    try
    {
        var value = wait ? await cache.GetAsync(key) : cache.Get(key);
        return outcomes.Add(value is null ? "miss" : "hit", started);
    }
    catch (Exception exception)
    {
        return outcomes.Add(exception, started);
    }
});
app.MapGet("/outcomes", () => outcomes.All());
app.MapGet("/cache/{name}/set/{key}", async (string name, string key, IServiceProvider services) =>
    await Find(services, name).SetAsync(key, "value"u8.ToArray()));
app.MapGet("/cache/{name}/refresh/{key}", async (string name, string key, IServiceProvider services) =>
    await Find(services, name).RefreshAsync(key));
app.MapGet("/cache/{name}/remove/{key}", async (string name, string key, IServiceProvider services) =>
    await Find(services, name).RemoveAsync(key));
app.Run();

static IDistributedCache Find(IServiceProvider services, string name) => name == "default"
    ? services.GetRequiredService<IDistributedCache>()
    : services.GetRequiredKeyedService<IDistributedCache>(name);
