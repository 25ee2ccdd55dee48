using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

public sealed class CachingMiddlewareTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_output_cache_counts_hits_and_misses_of_requests(bool isFactoryReplaced)
    {
        var (families, client, app) = await Start(
            builder =>
            {
                builder.Services.AddOutputCache();
                if (isFactoryReplaced)
                {
                    builder.Services.AddSingleton<ILoggerFactory>(_ => LoggerFactory.Create(_ => { }));
                }
            },
            app =>
            {
                app.UseOutputCache();
                app.MapGet("/", () => "x").CacheOutput();
                app.MapGet("/plain", () => "x");
            });
        await using var _ = app;
        foreach (var path in new[] { "/", "/", "/", "/plain" })
        {
            Assert.Equal("x", await client.GetStringAsync(path));
        }

        var samples = Samples.Of(families.Requests);
        Assert.Equal((2, 1, 1), (Count(samples, "get", "hit"), Count(samples, "get", "miss"), Count(samples, "set", "ok")));

        static long Count(Samples samples, string operation, string result) =>
            samples.Count(("cache_system", "output"), ("cache_operation", operation), ("cache_result", result));
    }

    [Fact]
    public async Task Response_caching_counts_hits_and_misses_and_the_applications_log_is_as_before()
    {
        var (families, client, app) = await Start(
            builder => builder.Services.AddResponseCaching(),
            app =>
            {
                app.UseResponseCaching();
                app.MapGet("/", (HttpContext context) =>
                {
                    context.Response.Headers.CacheControl = "public, max-age=60";
                    return "x";
                });
            });
        await using var _ = app;
        for (var i = 0; i < 3; i++)
        {
            await client.GetStringAsync("/");
        }

        var samples = Samples.Of(families.Requests);
        Assert.Equal(2, samples.Count(("cache_system", "response"), ("cache_result", "hit")));
        Assert.Equal(1, samples.Count(("cache_system", "response"), ("cache_result", "miss")));
        Assert.False(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.Other").IsEnabled(LogLevel.Critical));
    }

    [Fact]
    public async Task The_memory_caches_inside_the_middlewares_do_not_count_as_memory()
    {
        var (families, client, app) = await Start(
            builder =>
            {
                builder.Services.AddMemoryCache();
                builder.Services.AddOutputCache().AddResponseCaching();
            },
            app =>
            {
                app.UseResponseCaching();
                app.UseOutputCache();
                app.MapGet("/", () => "x").CacheOutput();
                app.MapGet("/public", (HttpContext context) =>
                {
                    context.Response.Headers.CacheControl = "public, max-age=60";
                    return "x";
                });
            });
        await using var _ = app;
        app.Services.GetRequiredService<IMemoryCache>().Get("a");
        foreach (var path in new[] { "/", "/", "/public", "/public" })
        {
            await client.GetStringAsync(path);
        }

        var reads = Samples.Of(families.ReadRequests);
        Assert.Equal(1, reads.Count(("cache_system", "memory")));
        Assert.Equal(0, Samples.Of(families.Entries).Count(("cache_system", "memory")));
        Assert.Equal(1, Samples.Of(families.Requests).Count(("cache_system", "output"), ("cache_result", "hit")));
        Assert.Equal(1, Samples.Of(families.Requests).Count(("cache_system", "response"), ("cache_result", "hit")));
    }

    private static async Task<(CacheFamilies Families, HttpClient Client, WebApplication App)> Start(
        Action<WebApplicationBuilder> register, Action<WebApplication> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        register(builder);
        var caches = new CacheInstrumentation(TestSettings.Of());
        caches.AddTo(builder.Services);
        var app = builder.Build();
        configure(app);
        await app.StartAsync();
        return (caches.Families, app.GetTestClient(), app);
    }
}
