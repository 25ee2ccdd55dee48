using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.SampleApp;

/// <summary>Every expression of the guide for users of django-prometheus, in a real Prometheus.</summary>
public sealed partial class DjangoTranslationTests : IDisposable
{
    private const string Guide = "docs/from-django-prometheus.md";

    private const string Column = "PromQL here";

    // What the sample cannot bring about: SQLite sends every command alone, and its cache in memory does not fail.
    private static readonly string[] OfOthers = ["db_client_batched_commands_total", "cache_result=\"error\""];

    private readonly string _folder = Tree.NewTemporaryFolder();

    private string Database => Path.Combine(_folder, "data", "shop.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_34_families_have_a_row()
    {
        var families = Family().Matches(File.ReadAllText(Tree.File(Guide))).Select(match => match.Groups[1].Value).ToArray();

        Assert.Equal(34, families.Distinct().Count());
        Assert.Equal(34, families.Length);
    }

    // Nothing that looks like PromQL stands where the tests do not read it.
    [Fact]
    public void Every_expression_stands_in_a_column_that_is_asked()
    {
        var elsewhere = Code().Matches(File.ReadAllText(Tree.File(Guide))).Select(match => match.Groups[1].Value)
            .Where(code => code.Contains('(', StringComparison.Ordinal)).Except(Expressions());

        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task Every_translation_parses_and_returns_data()
    {
        await using var shop = await StartAsync();
        await using var prometheus = await PrometheusServer.StartAsync(shop.Port);

        // Rates need counts that have grown between two scrapes; the database's must have before it is gone.
        const string Grown =
            "sum(increase(efcore_entity_changes_total[5m])) > 0 and sum(increase(db_client_operation_duration_seconds_count[5m])) > 0";
        Assert.True(
            await Deadline.MetAsync(
                async () =>
                {
                    await DriveAsync(shop);
                    return (await prometheus.QueryAsync(Grown)).Count > 0;
                },
                TimeSpan.FromSeconds(60)),
            await prometheus.LastErrorAsync());
        var expressions = Expressions().Where(expression => !IsOfOthers(expression)).ToList();

        await FailAsync(shop);
        var silent = expressions;
        await Deadline.MetAsync(async () =>
        {
            await shop.GetAsync("/supplier/refund");
            await shop.GetAsync("/products");
            silent = await SilentAsync(prometheus, silent);
            return silent.Count == 0;
        }, TimeSpan.FromSeconds(60));

        Assert.True(silent.Count == 0, $"without data:\n{string.Join('\n', silent)}\n{await prometheus.LastErrorAsync()}");
    }

    [Fact]
    public async Task What_the_sample_cannot_bring_about_other_hosts_do()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var data = await AppProcess.StartWithDropInAndAsync("DataPostgres", [("ConnectionStrings__Data", server.ConnectionString("data"))]);
        await using var caches = await AppProcess.StartWithDropInAndAsync("Caches", [("Redis", $"127.0.0.1:{Ports.Free()}")]);
        await using var prometheus = await PrometheusServer.StartAsync(Tree.NewTemporaryFolder(), $"""
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
              - job_name: others
                metrics_path: {DropIn.PagePath}
                static_configs: [targets: ["127.0.0.1:{data.Port}", "127.0.0.1:{caches.Port}"]]
            """);
        var silent = Expressions().Where(IsOfOthers).ToList();
        Assert.Equal(3, silent.Count);

        await Deadline.MetAsync(
            async () =>
            {
                await data.SendAsync("POST", "/animals");
                await caches.GetAsync("/cache/redis/get/absent");
                silent = await SilentAsync(prometheus, silent);
                return silent.Count == 0;
            },
            TimeSpan.FromSeconds(60));

        Assert.Empty(silent);
    }

    private static bool IsOfOthers(string expression) => OfOthers.Any(expression.Contains);

    // Each row of a table with that column has one there.
    private static List<string> Expressions()
    {
        var expressions = new List<string>();
        var column = -1;
        foreach (var line in File.ReadLines(Tree.File(Guide)))
        {
            var cells = line.Split(" | ");
            if (!line.StartsWith('|'))
            {
                column = -1;
            }
            else if (line.Contains(Column, StringComparison.Ordinal))
            {
                column = Array.FindIndex(cells, cell => cell.Trim('|', ' ') == Column);
            }
            else if (column >= 0 && !line.StartsWith("| ---", StringComparison.Ordinal))
            {
                expressions.Add(Assert.Single(Code().Matches(cells[column])).Groups[1].Value);
            }
        }

        Assert.InRange(expressions.Count, 78, 200);
        return expressions;
    }

    // Those that have returned nothing yet. An expression that does not parse throws.
    private static async Task<List<string>> SilentAsync(PrometheusServer prometheus, List<string> expressions)
    {
        var silent = new List<string>();
        foreach (var expression in expressions)
        {
            var answer = await prometheus.QueryAsync(expression);
            if (!answer.Any(sample => double.IsFinite(sample.Value)))
            {
                silent.Add(expression);
            }
        }

        return silent;
    }

    private Task<AppProcess> StartAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Database)!);
        return AppProcess.StartWithDropInAndAsync(
            "Shop", [("ConnectionStrings__Shop", $"Data Source={Database};Pooling=False")], ("MigrationsRefreshSeconds", "1"));
    }

    private static async Task DriveAsync(AppProcess shop)
    {
        for (var i = 0; i < 2; i++)
        {
            await ShopTraffic.SendAsync(shop);
        }
    }

    // A database without tables fails its commands, one without a folder its connections.
    private async Task FailAsync(AppProcess shop)
    {
        await shop.ScrapeUntilAsync(page => page.HasFamily("efcore_migrations_applied"), Deadline.Default);
        await File.WriteAllBytesAsync(Database, []);
        for (var i = 0; i < 3; i++)
        {
            await shop.GetAsync("/products/1");
        }

        File.Delete(Database);
        Directory.Delete(Path.GetDirectoryName(Database)!, recursive: true);
        await shop.GetAsync("/products/1", 3);
    }

    [GeneratedRegex(@"(?m)^\| `(django_[a-z_]+)` \|")]
    private static partial Regex Family();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
