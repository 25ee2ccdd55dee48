using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Caches;

/// <summary>A known sequence against real servers gives exact counts on the page.</summary>
public sealed class CacheCountTests(CacheServers servers) : IClassFixture<CacheServers>
{
    private const string Requests = "cache_requests_total";

    [Theory]
    [InlineData("redis", "RedisStore")]
    [InlineData("memcached", "MemcachedStore")]
    [InlineData("files", "FileStore")]
    [InlineData("default", "distributed_memory")]
    public async Task A_distributed_cache_counts_by_what_it_is_and_by_its_key(string name, string system)
    {
        await using var app = await StartAsync();

        Assert.Equal("miss", await app.Client.GetStringAsync($"/cache/{name}/get/counted"));
        await app.GetAsync($"/cache/{name}/set/counted", 3);
        Assert.Equal("hit", await app.Client.GetStringAsync($"/cache/{name}/get/counted"));
        Assert.Equal("hit", await app.Client.GetStringAsync($"/cache/{name}/get/counted?wait=false"));
        await app.GetAsync($"/cache/{name}/refresh/counted", 4);
        await app.GetAsync($"/cache/{name}/remove/counted", 5);

        var page = await app.ScrapeAsync();
        double Count(string operation, string result) => page.Value(
            Requests, ("cache_system", system), ("cache_name", name), ("cache_operation", operation), ("cache_result", result));
        Assert.Equal(
            [2, 1, 0, 3, 0, 4, 5],
            [
                Count("get", "hit"), Count("get", "miss"), Count("get", "error"), Count("set", "ok"), Count("set", "error"),
                Count("refresh", "ok"), Count("remove", "ok"),
            ]);
        Assert.Equal(
            system == "distributed_memory" ? 0 : 3,
            page.HasFamily("cache_operation_duration_seconds")
                ? page.Sum("cache_operation_duration_seconds_count", ("cache_system", system), ("cache_operation", "get"))
                : 0);
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }

    [Theory]
    [InlineData("redis", "RedisStore")]
    [InlineData("memcached", "MemcachedStore")]
    [InlineData("files", "FileStore")]
    [InlineData("default", "distributed_memory")]
    public async Task Thirty_two_parallel_clients_are_counted_exactly(string name, string system)
    {
        await using var app = await StartAsync();
        await app.GetAsync($"/cache/{name}/set/parallel");

        await Task.WhenAll(Enumerable.Range(0, 32).Select(async client =>
        {
            await app.GetAsync($"/cache/{name}/get/parallel", 30);
            await app.GetAsync($"/cache/{name}/get/absent-{client}", 10);
        }));

        var page = await app.ScrapeAsync();
        Assert.Equal(960, page.Sum(Requests, ("cache_system", system), ("cache_operation", "get"), ("cache_result", "hit")));
        Assert.Equal(320, page.Sum(Requests, ("cache_system", system), ("cache_operation", "get"), ("cache_result", "miss")));
    }

    [Fact]
    public async Task Memory_output_and_response_caches_count_hits_and_misses()
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/memory/a", "/output", "/response" })
        {
            await app.GetAsync(path, 4);
        }

        var page = await app.ScrapeAsync();
        foreach (var system in new[] { "memory", "output" })
        {
            Assert.Equal(3, page.Sum(Requests, ("cache_system", system), ("cache_result", "hit")));
            Assert.Equal(1, page.Sum(Requests, ("cache_system", system), ("cache_result", "miss")));
        }

        // The response cache stands in front of everything that cannot be cached too: those requests pass as misses.
        Assert.Equal(3, page.Sum(Requests, ("cache_system", "response"), ("cache_result", "hit")));
        Assert.Equal(1, page.Value("cache_entries", ("cache_system", "memory"), ("cache_name", "default")));
    }

    [Fact]
    public async Task The_switch_takes_the_caches_off_the_page()
    {
        await using var app = await AppProcess.StartWithDropInAndAsync("Caches", servers.Addresses, ("ExportCaches", "false"));
        await app.GetAsync("/memory/a");
        await app.GetAsync("/cache/default/get/a");

        Assert.DoesNotContain((await app.ScrapeAsync()).FamilyNames, family => family.StartsWith("cache_", StringComparison.Ordinal));
    }

    private Task<AppProcess> StartAsync() => AppProcess.StartWithDropInAndAsync("Caches", servers.Addresses);
}
