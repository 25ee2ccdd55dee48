using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
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
    public async Task A_request_that_waited_for_anothers_response_counts_as_a_miss_and_as_a_hit()
    {
        const int Requests = 20;
        var release = new TaskCompletionSource();
        var made = 0;
        var (families, client, app) = await Start(
            builder => builder.Services.AddOutputCache(),
            app =>
            {
                app.UseOutputCache();
                app.MapGet("/", async () =>
                {
                    Interlocked.Increment(ref made);
                    await release.Task;
                    return "x";
                }).CacheOutput();
            });
        await using var _ = app;

        var all = Enumerable.Range(0, Requests).Select(_ => client.GetStringAsync("/")).ToList();
        await Eventually.True(() => Looked(families, "miss") == Requests, "all have looked");
        release.SetResult();

        Assert.All(await Task.WhenAll(all), answer => Assert.Equal("x", answer));
        Assert.Equal((1, Requests, Requests - 1), (made, Looked(families, "miss"), Looked(families, "hit")));
    }

    [Fact]
    public async Task A_look_up_that_the_store_fails_is_an_error_and_no_miss_and_the_next_one_counts_as_ever()
    {
        var store = new FailingOutputStore { IsFailing = true };
        var (families, client, app) = await Start(
            builder => builder.Services.AddOutputCache().AddSingleton<IOutputCacheStore>(store),
            app =>
            {
                app.UseOutputCache();
                app.MapGet("/", () => "x").CacheOutput();
            });
        await using var _ = app;

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("x", await client.GetStringAsync("/"));
        }

        store.IsFailing = false;
        Assert.Equal("x", await client.GetStringAsync("/"));

        Assert.Equal((3, 1, 0), (Looked(families, "error"), Looked(families, "miss"), Looked(families, "hit")));
        Assert.Equal(4, Samples.Of(families.Duration).Count(("cache_system", "output"), ("cache_operation", "get")));
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

    private static long Looked(CacheFamilies families, string result) => Samples.Of(families.Requests)
        .Count(("cache_system", "output"), ("cache_operation", "get"), ("cache_result", result));

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
