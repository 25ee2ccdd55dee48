using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Caches;

public sealed class StoppedServerTests
{
    [Fact]
    public async Task A_redis_that_stops_under_load_fails_as_without_us_and_its_errors_and_recovery_are_counted()
    {
        var redis = await CacheServer.StartRedisAsync();
        (string, string)[] address = [("Redis", $"127.0.0.1:{redis.Port}")];
        await using var measured = await AppProcess.StartWithDropInAndAsync("Caches", address);
        await using var plain = await AppProcess.StartAsync("Caches", address.ToDictionary());
        foreach (var app in new[] { measured, plain })
        {
            Assert.True(await Deadline.MetAsync(async () => await app.Client.GetStringAsync("/cache/redis/get/absent") == "miss"));
        }

        var before = new[] { await LoadAsync(measured), await LoadAsync(plain) };

        await redis.DisposeAsync();
        await Task.Delay(1000);
        var with = await LoadAsync(measured);
        var without = await LoadAsync(plain);
        await using var again = await CacheServer.StartRedisAsync(redis.Port);
        var recovered = await Deadline.MetAsync(async () => (await LoadAsync(measured)).SetEquals(["miss"]));

        Assert.All(before, answers => Assert.Equal(["miss"], answers));
        Assert.Equal(without, with);
        Assert.All(with, answer => Assert.EndsWith("Exception soon", answer, StringComparison.Ordinal));
        Assert.True(recovered);
        var page = await measured.ScrapeAsync();
        (string, string)[] get = [("cache_system", "RedisStore"), ("cache_name", "redis"), ("cache_operation", "get")];
        Assert.True(page.Value("cache_requests_total", [.. get, ("cache_result", "error")]) >= 16);
        Assert.True(page.Value("cache_requests_total", [.. get, ("cache_result", "miss")]) >= 32);
    }

    // The different answers of sixteen clients at once.
    private static async Task<HashSet<string>> LoadAsync(AppProcess app) =>
        [.. await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => app.Client.GetStringAsync("/cache/redis/get/absent")))];
}
