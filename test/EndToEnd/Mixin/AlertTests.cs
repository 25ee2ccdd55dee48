using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Mixin;

/// <summary>Faults of the sample application, and the alerts that a real Prometheus raises with the intervals of examples/short.</summary>
public sealed class AlertTests : IAsyncLifetime
{
    private const string Configuration = "import 'examples/short.libsonnet'";

    // The hit rate of fifteen seconds, as it was half a minute before: what the alert compares with.
    private const string PastHitRate =
        """job_cache:cache_hits:ratio_rate15s{cache_system="distributed_memory"} offset 30s""";

    private const string PastLookUps =
        """job_cache:cache_gets:rate15s{cache_system="distributed_memory"} offset 30s * 15""";

    // What the broken database and the baskets that are not there raise, whatever else the machine has to do.
    private static readonly string[] OfFailures =
    [
        "AspNetCoreMigrationsPending",
        "AspNetCoreDatabaseErrors",
        "AspNetCoreHighHttp4xxErrorRate",
        "AspNetCoreHighHttp5xxErrorRate",
        "AspNetCoreErrorBudgetBurn",
        "AspNetCoreUnhandledExceptions",
        "AspNetCoreCacheHitRateDropped",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);

    private readonly string _folder = Tree.NewTemporaryFolder();
    private readonly string _data = Tree.NewTemporaryFolder();

    private AppProcess _shop = null!;
    private PrometheusServer _prometheus = null!;

    private string Database => Path.Combine(_data, "shop.db");

    public async Task InitializeAsync()
    {
        var mixin = RenderedMixin.RulesAsync(Configuration);
        _shop = await AppProcess.StartWithDropInAndAsync(
            "Shop", [("ConnectionStrings__Shop", $"Data Source={Database}")], ("MigrationsRefreshSeconds", "1"));
        var rules = (await mixin).WriteRules(_folder);
        _prometheus = await PrometheusServer.StartAsync(_folder, $$"""
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
              evaluation_interval: 1s
            rule_files: [{{string.Join(", ", rules)}}]
            scrape_configs:
              - job_name: shop
                metrics_path: {{DropIn.PagePath}}
                static_configs: [{ targets: ["127.0.0.1:{{_shop.Port}}"] }]
            """);
    }

    public async Task DisposeAsync()
    {
        await _prometheus.DisposeAsync();
        await _shop.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Each_fault_raises_its_alerts_which_a_healthy_application_does_not()
    {
        await _shop.Client.PutAsync("/baskets/ada", new StringContent("""{"items":[]}""", null, "application/json"));
        await HealthyAsync();
        Assert.Empty((await _prometheus.FiringAsync()).Intersect(OfFailures));

        await BreakDatabaseAsync();
        await AssertFiringAsync(FailAsync, OfFailures);

        await _shop.Process.StopAsync();
        await AssertFiringAsync(() => Task.CompletedTask, "AspNetCoreTargetDown");
    }

    // Look-ups that all hit, until half a minute ago there were enough of them.
    private async Task HealthyAsync() => Assert.True(await Deadline.MetAsync(
        async () =>
        {
            await _shop.GetAsync("/baskets/ada", 10);
            await _shop.GetAsync("/orders");
            return await OneAsync(PastHitRate) is 1 && await OneAsync(PastLookUps) >= 20;
        },
        Limit));

    private async Task FailAsync()
    {
        await _shop.GetAsync("/baskets/nobody", 10);
        await _shop.GetAsync("/orders", 2);
    }

    // As if a migration had been taken back: its row is gone, and a table.
    private async Task BreakDatabaseAsync()
    {
        const string Script = """
            import sqlite3, sys
            database = sqlite3.connect(sys.argv[1], timeout=20)
            database.execute("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%_AddStock'")
            database.execute("DROP TABLE OrderLines")
            database.execute("DROP TABLE Orders")
            database.commit()
            """;
        await using var run = await ChildProcess.RunAsync("python3", ["-c", Script, Database], _data);
        Assert.True(await run.ExitCodeAsync(Deadline.Default) == 0, run.Transcript);
    }

    private async Task AssertFiringAsync(Func<Task> traffic, params string[] expected)
    {
        var seen = new HashSet<string>();
        await Deadline.MetAsync(
            async () =>
            {
                await traffic();
                seen.UnionWith(await _prometheus.FiringAsync());
                return seen.IsSupersetOf(expected);
            },
            Limit);
        Assert.Superset(expected.ToHashSet(), seen);
    }

    private async Task<double?> OneAsync(string query) => await _prometheus.QueryAsync(query) is [var (_, value)] ? value : null;
}
