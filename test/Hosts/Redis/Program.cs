using Microsoft.Extensions.Caching.Distributed;
using Redis;
using StackExchange.Redis;

var builder = WebApplication.CreateBuilder(args);
var connections = new Connections(builder.Configuration["Redis"]!, builder.Configuration.GetValue<bool>("ProfilesItself"));
builder.Services.AddSingleton<IConnectionMultiplexer>(_ => connections.Open());
builder.Services.AddKeyedSingleton<IConnectionMultiplexer>("second", (_, _) => connections.Open());
builder.Services.AddStackExchangeRedisCache(options =>
{
    if (builder.Configuration.GetValue<bool>("HasFactory"))
    {
        options.ConnectionMultiplexerFactory = () => Task.FromResult(connections.Open());
    }
    else
    {
        options.ConfigurationOptions = connections.Options;
    }
});

var app = builder.Build();
app.MapGet("/commands/{database:int}", async (int database, IConnectionMultiplexer redis, bool blocks = false) =>
{
    var commands = redis.GetDatabase(database);
    await commands.StringSetAsync("secret-key", "secret-value");
    await commands.StringGetAsync("secret-key");
    await commands.StringGetAsync("secret-absent");
    await commands.KeyExpireAsync("secret-key", TimeSpan.FromMinutes(1));
    if (blocks)
    {
        commands.StringSet("secret-key", "secret-value");
        commands.StringGet("secret-key");
    }
});
app.MapGet("/second/{database:int}", async (int database, IServiceProvider services) =>
    await services.GetRequiredKeyedService<IConnectionMultiplexer>("second").GetDatabase(database).StringIncrementAsync("secret-count"));
app.MapGet("/cache", async (IDistributedCache cache) =>
{
    await cache.GetAsync("secret-entry");
    await cache.SetAsync("secret-entry", "secret-value"u8.ToArray());
    await cache.GetAsync("secret-entry");
    cache.Get("secret-entry");
    await cache.RemoveAsync("secret-entry");
});
app.MapGet("/ping", async (IConnectionMultiplexer redis) =>
{
    try
    {
        await redis.GetDatabase().StringGetAsync("secret-key");
        return "answered";
    }
    catch (Exception exception)
    {
        return exception.GetType().FullName;
    }
});
app.MapGet("/many/{count:int}", async (int count, IConnectionMultiplexer redis) =>
{
    var value = new byte[4096];
    for (var sent = 0; sent < count; sent += 1000)
    {
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => redis.GetDatabase().StringSetAsync("secret-key", value.AsMemory().ToArray())));
    }
});
app.MapGet("/memory", () => GC.GetTotalMemory(forceFullCollection: true));
app.MapGet("/profile", (IConnectionMultiplexer redis) => connections.Profile(redis));
app.MapGet("/profiled", () => connections.Profiled());
app.Run();
