using Features;
using Microsoft.Extensions.Caching.Memory;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseSelfSignedTls();
builder.Services.AddSignalR();
builder.Services.AddSmallRateLimit();
builder.Services.AddMemoryCache(cache => cache.SizeLimit = 100);
builder.Services.AddSingleton<FaultyMetrics>();

var app = builder.Build();

// Beside the address that the variables give, one with TLS on a port that is free.
app.Urls.Add(app.Configuration["URLS"]!);
app.Urls.Add("https://127.0.0.1:0");

app.Services.GetRequiredService<FaultyMetrics>();
app.UseRateLimiter();
app.MapHub<EchoHub>("/hubs/echo");
app.MapLimited();
app.MapOutgoing();
app.MapGet("/sized/{key}", (string key, IMemoryCache cache) => cache.GetOrCreate(key, entry =>
{
    entry.Size = 1;
    return "made";
}));
app.MapGet("/answer/{code:int}", (int code) => Results.StatusCode(code));
app.Run();
