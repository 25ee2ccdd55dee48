using AspNetCorePrometheus.EndToEnd.Audit;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Caches.Redis;

/// <summary>StackExchange.Redis against a real server, as applications use it.</summary>
public sealed class RedisClientTests : IAsyncLifetime
{
    private const string Two = "2.13.23";
    private const string Three = "3.1.31";
    private const string Commands = "db_client_operation_duration_seconds_count";
    private const string Connected = "redis_client_connected";

    private LocalServer _redis = null!;

    public async Task InitializeAsync() => _redis = await CacheServer.StartRedisAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Theory, RedisVersion(Two), RedisVersion(Three)]
    public async Task Commands_are_counted_by_command_database_and_server_for_each_multiplexer_of_the_container(string version)
    {
        await using var app = await StartAsync(version);

        await app.GetAsync("/commands/0", 2);
        await app.GetAsync("/commands/3?blocks=true", 5);
        await app.GetAsync("/second/7", 4);

        var page = await CommandsAsync(app, 42);
        Assert.Equal([2, 4, 2, 0], Counts(page, "0"));
        Assert.Equal([10, 15, 5, 0], Counts(page, "3"));
        Assert.Equal([0, 0, 0, 4], Counts(page, "7"));
        Assert.Equal(2, page.Value(Connected, Server));
        Assert.Equal(0, page.Value("redis_client_pending_commands", Server));
        AssertQuiet(page);
    }

    [Theory, RedisVersion(Two), RedisVersion(Three)]
    public async Task Thirty_two_parallel_clients_are_counted_exactly(string version)
    {
        await using var app = await StartAsync(version);
        await app.GetAsync("/commands/1");

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => app.GetAsync("/commands/1", 20)));

        var page = await CommandsAsync(app, 2564);
        Assert.Equal([641, 1282, 641, 0], Counts(page, "1"));
    }

    [Theory, RedisVersion(Two), RedisVersion(Three)]
    public Task The_multiplexer_that_a_cache_makes_is_measured(string version) => AssertCacheAsync(version, hasFactory: false);

    [Theory, RedisVersion(Two), RedisVersion(Three)]
    public Task The_multiplexer_that_the_application_makes_for_a_cache_is_measured(string version) =>
        AssertCacheAsync(version, hasFactory: true);

    [Theory, RedisVersion(Two), RedisVersion(Three)]
    public async Task The_applications_own_profiler_keeps_its_commands_and_that_is_said_once(string version)
    {
        await using var app = await StartAsync(version, ("ProfilesItself", "true"), ("HasFactory", "true"));

        await app.GetAsync("/commands/0", 3);
        await app.GetAsync("/second/0", 2);
        await app.GetAsync("/cache");

        var page = await app.ScrapeUntilAsync(page => page.HasFamily(Connected) && page.Value(Connected, Server) == 3);
        Assert.Equal(3, page.Value(Connected, Server));
        Assert.Equal(0, page.Sum(Commands, ("db_system_name", "redis")));
        Assert.True(await NumberAsync(app, "/profiled") >= 19);
        AssertTakenOnce(app);
        AssertQuiet(page);
    }

    [Theory, RedisVersion(Two), RedisVersion(Three)]
    public async Task A_profiler_that_the_application_registers_later_takes_over_and_that_is_said_once(string version)
    {
        await using var app = await StartAsync(version);
        await app.GetAsync("/commands/0", 3);
        await CommandsAsync(app, 12);

        await app.GetAsync("/profile");
        await app.GetAsync("/commands/0", 2);
        await Deadline.MetAsync(() => Task.FromResult(app.Process.ErrorLines.Any(IsTaken)));

        Assert.Equal(8, await NumberAsync(app, "/profiled"));
        var page = await app.ScrapeAsync();
        Assert.Equal([3, 6, 3, 0], Counts(page, "0"));
        AssertTakenOnce(app);
        AssertQuiet(page);
    }

    [Theory, RedisVersion(Two), RedisVersion(Three)]
    public async Task A_server_that_stops_and_comes_back_is_a_failure_and_a_restore(string version)
    {
        await using var app = await StartAsync(version);
        Assert.Equal("answered", await app.Client.GetStringAsync("/ping"));

        await _redis.DisposeAsync();
        var down = await app.ScrapeUntilAsync(page => page.Value(Connected, Server) == 0, Deadline.Default);
        var failed = await app.Client.GetStringAsync("/ping");
        _redis = await CacheServer.StartRedisAsync(_redis.Port);
        var isBack = await Deadline.MetAsync(async () => await app.Client.GetStringAsync("/ping") == "answered");
        var up = await app.ScrapeUntilAsync(page => page.Value(Connected, Server) == 1, Deadline.Default);

        Assert.Equal(0, down.Value(Connected, Server));
        Assert.StartsWith("StackExchange.Redis.", failed, StringComparison.Ordinal);
        Assert.True(isBack);
        Assert.Equal(1, up.Value(Connected, Server));
        Assert.True(up.Sum("redis_client_connection_failures_total", Server) > 0);
        Assert.True(up.Value("redis_client_connection_restores_total", Server) > 0);
        AssertQuiet(up);
    }

    [Theory, RedisVersion(Two), RedisVersion(Three)]
    public async Task Commands_that_nobody_scrapes_are_counted_and_not_kept(string version)
    {
        await using var app = await StartAsync(version);
        await app.GetAsync("/many/2000");
        var before = await NumberAsync(app, "/memory");

        await app.GetAsync("/many/30000");

        // What the commands carried alone was 120 MB.
        Assert.True(await Deadline.MetAsync(async () => await NumberAsync(app, "/memory") - before < 20_000_000));
        Assert.Equal(32_000, (await CommandsAsync(app, 32_000)).Sum(Commands, ("db_operation_name", "SET")));
    }

    [Theory, RedisVersion(Two), RedisVersion(Three)]
    public async Task The_password_keys_and_values_stay_unknown_to_every_page_push_and_log(string version)
    {
        await using var guarded = await CacheServer.StartRedisAsync(password: AuditedHost.Marker);
        await using var host = await AuditedHost.StartAsync(
            variables => RedisHost.StartAsync(version, variables),
            [AuditedHost.Marker, "secret-"],
            ("Redis", $"127.0.0.1:{guarded.Port},password={AuditedHost.Marker}"));
        foreach (var path in new[] { "/commands/0", "/second/0", "/cache" })
        {
            await host.SendAsync("GET", path);
        }

        Assert.Equal("answered", await host.App.Client.GetStringAsync("/ping"));
        await host.AssertSilentAsync(Connected, "db_client_operation_duration_seconds", "cache_requests_total");
    }

    private (string Name, string Value)[] Server => [("server_address", "127.0.0.1"), ("server_port", $"{_redis.Port}")];

    private async Task AssertCacheAsync(string version, bool hasFactory)
    {
        await using var app = await StartAsync(version, ("HasFactory", $"{hasFactory}"));

        await app.GetAsync("/cache", 3);

        var page = await app.ScrapeUntilAsync(
            page => page.HasFamily(Connected) && page.Value(Connected, Server) == 1 && Count(page, "UNLINK") + Count(page, "DEL") == 3);
        Assert.Equal([6, 3, 3, 3], new[] { ("get", "hit"), ("get", "miss"), ("set", "ok"), ("remove", "ok") }.Select(counted => page.Value(
            "cache_requests_total", ("cache_system", "redis"), ("cache_operation", counted.Item1), ("cache_result", counted.Item2))));
        Assert.Equal(9, page.Value("cache_operation_duration_seconds_count", ("cache_system", "redis"), ("cache_operation", "get")));
        Assert.Equal(9, Count(page, "HMGET") + Count(page, "HGET"));
        Assert.Equal(3, Count(page, "UNLINK") + Count(page, "DEL"));
        Assert.Equal(1, page.Value(Connected, Server));
        AssertQuiet(page);
    }

    private static double Count(Page page, string command) => page.Sum(Commands, ("db_system_name", "redis"), ("db_operation_name", command));

    private static async Task<long> NumberAsync(AppProcess app, string path) =>
        long.Parse(await app.Client.GetStringAsync(path), System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsTaken(string line) => line.Contains("the application profiles a connection itself", StringComparison.Ordinal);

    private static void AssertTakenOnce(AppProcess app) => Assert.Single(app.Process.ErrorLines, line => IsTaken(line));

    // Commands are read some times a second, not by the scrape.
    private static Task<Page> CommandsAsync(AppProcess app, int expected) => app.ScrapeUntilAsync(
        page => new[] { "SET", "GET", "EXPIRE", "INCR" }.Sum(command => Count(page, command)) >= expected, Deadline.Default);

    // Neither a key nor a value is on the page, and nothing of ours has failed.
    private static void AssertQuiet(Page page)
    {
        Assert.DoesNotContain("secret", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }

    private double[] Counts(Page page, string database) =>
    [
        .. new[] { "SET", "GET", "EXPIRE", "INCR" }.Select(command => page.Sum(
            Commands, [("db_system_name", "redis"), ("db_namespace", database), ("db_operation_name", command), .. Server])),
    ];

    private Task<AppProcess> StartAsync(string version, params (string Key, string Value)[] variables) =>
        RedisHost.StartAsync(version, [("Redis", $"127.0.0.1:{_redis.Port}"), .. variables]);
}
