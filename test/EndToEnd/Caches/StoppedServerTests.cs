using System.Net.Http.Json;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Caches;

/// <summary>A server that stops under load and comes back, with and without us at the same time.</summary>
public sealed class StoppedServerTests
{
    private const int Clients = 8;
    private const int Enough = 400;
    private const string Miss = "miss";

    // A call of each client is under way when the server stops, and may fail in one of several ways; what makes up more than this is no accident.
    private const double Share = 0.1;

    [Theory]
    [InlineData("redis", "RedisStore")]
    [InlineData("memcached", "MemcachedStore")]
    public async Task A_server_that_stops_under_load_fails_as_without_us_and_its_errors_and_recovery_are_counted(string name, string system)
    {
        var server = await StartAsync(name);
        (string, string)[] address = [("Redis", $"127.0.0.1:{server.Port}"), ("Memcached", $"{server.Port}")];
        await using var measured = await AppProcess.StartWithDropInAndAsync("Caches", address);
        await using var plain = await AppProcess.StartAsync("Caches", address.ToDictionary());
        using var end = new CancellationTokenSource();
        var load = new[] { measured, plain }
            .SelectMany(app => Enumerable.Range(0, Clients).Select(client => LoadAsync(app, name, client, end.Token))).ToList();

        await BothAsync(measured, plain, outcomes => Misses(outcomes) >= Enough);
        await server.DisposeAsync();
        await BothAsync(measured, plain, outcomes => Failed(outcomes) >= Enough);
        var missed = Math.Max(Misses(await OutcomesAsync(measured)), Misses(await OutcomesAsync(plain)));
        await using var again = await StartAsync(name, server.Port);
        await BothAsync(measured, plain, outcomes => Misses(outcomes) >= missed + Enough);
        await end.CancelAsync();
        await Task.WhenAll(load);

        var (with, without) = (await OutcomesAsync(measured), await OutcomesAsync(plain));
        AssertFailsAlike(with, without);
        var page = await measured.ScrapeAsync();
        (string, string)[] get = [("cache_system", system), ("cache_name", name), ("cache_operation", "get")];
        double Count(string result) => page.Value("cache_requests_total", [.. get, ("cache_result", result)]);
        Assert.Equal([Misses(with), Failed(with), 0], [Count(Miss), Count("error"), Count("hit")]);
        Assert.Equal(Misses(with) + Failed(with), page.Value("cache_operation_duration_seconds_count", get));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }

    private static Task<LocalServer> StartAsync(string name, int? port = null) =>
        name == "redis" ? CacheServer.StartRedisAsync(port) : CacheServer.StartMemcachedAsync(port);

    // Every other client blocks its thread.
    private static async Task LoadAsync(AppProcess app, string name, int client, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await app.Client.GetStringAsync($"/cache/{name}/get/absent?wait={client % 2 == 0}", CancellationToken.None);
        }
    }

    private static async Task BothAsync(AppProcess measured, AppProcess plain, Func<Dictionary<string, Outcome>, bool> expected)
    {
        foreach (var app in new[] { measured, plain })
        {
            Assert.True(await Deadline.MetAsync(async () => expected(await OutcomesAsync(app)), TimeSpan.FromMinutes(2)));
        }
    }

    private static void AssertFailsAlike(Dictionary<string, Outcome> with, Dictionary<string, Outcome> without)
    {
        var common = Common(with).Union(Common(without)).ToList();
        Assert.NotEmpty(common);
        Assert.All(common, failure =>
        {
            Assert.True(with.ContainsKey(failure) && without.ContainsKey(failure), $"{failure}\nwith: {Text(with)}\nwithout: {Text(without)}");
            Assert.True(
                with[failure].MedianMilliseconds <= without[failure].NinetiethMilliseconds + 1,
                $"{failure}\nwith: {with[failure]}\nwithout: {without[failure]}");
        });
    }

    private static IEnumerable<string> Common(Dictionary<string, Outcome> outcomes) =>
        Failures(outcomes).Where(failure => failure.Value.Count > Share * Failed(outcomes)).Select(failure => failure.Key);

    private static async Task<Dictionary<string, Outcome>> OutcomesAsync(AppProcess app) =>
        (await app.Client.GetFromJsonAsync<Dictionary<string, Outcome>>("/outcomes"))!;

    private static int Misses(Dictionary<string, Outcome> outcomes) => outcomes.GetValueOrDefault(Miss)?.Count ?? 0;

    private static int Failed(Dictionary<string, Outcome> outcomes) => Failures(outcomes).Sum(failure => failure.Value.Count);

    private static IEnumerable<KeyValuePair<string, Outcome>> Failures(Dictionary<string, Outcome> outcomes) =>
        outcomes.Where(outcome => outcome.Key != Miss);

    private static string Text(Dictionary<string, Outcome> outcomes) => string.Join("\n  ", outcomes);

    private sealed record Outcome(int Count, double MedianMilliseconds, double NinetiethMilliseconds);
}
