using System.Net.Http.Json;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Caches;

public sealed class StoppedServerTests
{
    private const int Clients = 8;
    private const int Enough = 400;
    private const string Miss = "miss";

    [Fact]
    public async Task A_redis_that_stops_under_load_fails_as_without_us_and_its_errors_and_recovery_are_counted()
    {
        var redis = await CacheServer.StartRedisAsync();
        (string, string)[] address = [("Redis", $"127.0.0.1:{redis.Port}")];
        await using var measured = await AppProcess.StartWithDropInAndAsync("Caches", address);
        await using var plain = await AppProcess.StartAsync("Caches", address.ToDictionary());
        using var end = new CancellationTokenSource();
        var load = new[] { measured, plain }.SelectMany(app => Enumerable.Range(0, Clients).Select(client => LoadAsync(app, client, end.Token))).ToList();

        await BothAsync(measured, plain, outcomes => Misses(outcomes) >= Enough);
        await redis.DisposeAsync();
        await BothAsync(measured, plain, outcomes => Failures(outcomes).Sum(failure => failure.Value.Count) >= Enough);
        var missed = Math.Max(Misses(await OutcomesAsync(measured)), Misses(await OutcomesAsync(plain)));
        await using var again = await CacheServer.StartRedisAsync(redis.Port);
        await BothAsync(measured, plain, outcomes => Misses(outcomes) >= missed + Enough);
        await end.CancelAsync();
        await Task.WhenAll(load);

        var (with, without) = (await OutcomesAsync(measured), await OutcomesAsync(plain));
        var (failed, bare) = (Commonest(with), Commonest(without));
        Assert.Equal(bare.Key, failed.Key);
        Assert.True(
            failed.Value.MedianMilliseconds < (3 * bare.Value.MedianMilliseconds) + 5,
            $"A look-up that failed took {failed.Value.MedianMilliseconds} ms, without the drop-in {bare.Value.MedianMilliseconds} ms.");
        var page = await measured.ScrapeAsync();
        (string, string)[] get = [("cache_system", "RedisStore"), ("cache_name", "redis"), ("cache_operation", "get")];
        double Count(string result) => page.Value("cache_requests_total", [.. get, ("cache_result", result)]);
        var errors = Failures(with).Sum(failure => failure.Value.Count);
        Assert.Equal([Misses(with), errors, 0], [Count(Miss), Count("error"), Count("hit")]);
        Assert.Equal(Misses(with) + errors, page.Value("cache_operation_duration_seconds_count", get));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }

    // Every other client blocks its thread.
    private static async Task LoadAsync(AppProcess app, int client, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await app.Client.GetStringAsync($"/cache/redis/get/absent?wait={client % 2 == 0}", CancellationToken.None);
        }
    }

    private static async Task BothAsync(AppProcess measured, AppProcess plain, Func<Dictionary<string, Outcome>, bool> expected)
    {
        foreach (var app in new[] { measured, plain })
        {
            Assert.True(await Deadline.MetAsync(async () => expected(await OutcomesAsync(app)), TimeSpan.FromMinutes(2)));
        }
    }

    private static async Task<Dictionary<string, Outcome>> OutcomesAsync(AppProcess app) =>
        (await app.Client.GetFromJsonAsync<Dictionary<string, Outcome>>("/outcomes"))!;

    private static int Misses(Dictionary<string, Outcome> outcomes) => outcomes.GetValueOrDefault(Miss)?.Count ?? 0;

    private static IEnumerable<KeyValuePair<string, Outcome>> Failures(Dictionary<string, Outcome> outcomes) =>
        outcomes.Where(outcome => outcome.Key != Miss);

    private static KeyValuePair<string, Outcome> Commonest(Dictionary<string, Outcome> outcomes) =>
        Failures(outcomes).MaxBy(failure => failure.Value.Count);

    private sealed record Outcome(int Count, double MedianMilliseconds);
}
