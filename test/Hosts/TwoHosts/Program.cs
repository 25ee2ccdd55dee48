var first = Create("URLS_A", "first");
var second = Create("URLS_B", "second");
second.MapPost("/stop-first", async () =>
{
    await first.StopAsync();
    await first.DisposeAsync();
    return "stopped";
});

await first.StartAsync();
await second.RunAsync();

static WebApplication Create(string urls, string name)
{
    var builder = WebApplication.CreateBuilder();
    if (Environment.GetEnvironmentVariable(urls) is { } address)
    {
        builder.WebHost.UseUrls(address);
    }

    var app = builder.Build();
    app.MapGet("/", () => name);
    app.MapGet($"/{name}/{{id}}", (string id) => id);
    return app;
}
