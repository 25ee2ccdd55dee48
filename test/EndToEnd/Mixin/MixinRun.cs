using System.Diagnostics;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Mixin;

/// <summary>A real Prometheus that has loaded the mixin's rules, scrapes hosts under traffic, and remembers more than a week.</summary>
public sealed class MixinRun : IAsyncLifetime
{
    private const string Configuration = "{ adminRoutes: '/supplier/.*|.*[Cc]atalog.*' }";

    private readonly string _folder = Tree.NewTemporaryFolder();

    private MixinHosts _hosts = null!;

    internal IReadOnlyList<Expression> Expressions { get; private set; } = null!;

    internal PrometheusServer Prometheus { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var rendering = RenderedMixin.WithExpressionsAsync(Configuration);
        _hosts = await MixinHosts.StartAsync();
        await _hosts.SendAsync();
        var page = await ShopPageAsync();
        var mixin = await rendering;
        Expressions = mixin.Expressions;
        var rules = mixin.WriteRules(_folder);
        await RememberAsync(page, rules[0]);
        Prometheus = await PrometheusServer.StartAsync(_folder, Settings(rules));
    }

    public async Task DisposeAsync()
    {
        await Prometheus.DisposeAsync();
        await _hosts.DisposeAsync();
    }

    /// <summary>
    /// Asks each expression, with traffic in between, until all of the expected ones have data or the time is over. Answers those
    /// that have none.
    /// </summary>
    internal async Task<IReadOnlyList<Expression>> WithoutDataAsync(IEnumerable<Expression> expected, TimeSpan limit)
    {
        List<Expression> open = [.. expected];
        var watch = Stopwatch.StartNew();
        while (open.Count > 0 && watch.Elapsed < limit)
        {
            await _hosts.SendAsync();
            var still = new List<Expression>();
            foreach (var expression in open)
            {
                if (!await HasDataAsync(expression))
                {
                    still.Add(expression);
                }
            }

            open = still;
        }

        return open;
    }

    internal async Task<bool> HasDataAsync(Expression expression) =>
        (await Prometheus.QueryAsync(expression.Asked)).Any(answer =>
            !double.IsNaN(answer.Value) && !(expression.SuppliesZero && answer.Value == 0));

    // What the drop-in counted, and what it looks up in the background.
    private async Task<Page> ShopPageAsync()
    {
        Page page = null!;
        await Deadline.MetAsync(async () =>
            (page = await _hosts.Shop.ScrapeOpenMetricsAsync()).Has("efcore_migrations_pending")
            && page.Has("aspnetcore_unmeasured_requests_total"));
        return page;
    }

    // Of the recorded series only the hit rate is looked at a day later; it is recorded from what was backfilled.
    private async Task RememberAsync(Page page, string records)
    {
        var now = DateTimeOffset.UtcNow;
        var data = Path.Combine(_folder, "data");
        await Backfill.WriteAsync(page, "shop", _hosts.Shop.Port, now, data);
        var copy = Tree.NewTemporaryFolder();
        await (await ChildProcess.RunAsync("cp", ["-r", data, copy], "/")).DisposeAsync();
        await using var prometheus = await PrometheusServer.StartAsync(copy, "global: {}");
        var then = now.AddDays(-1);
        await Backfill.RecordAsync(prometheus, records, then.AddMinutes(-5), then.AddMinutes(10), data);
    }

    private string Settings(IReadOnlyList<string> rules) => $"""
        global:
          scrape_interval: 2s
          scrape_timeout: 2s
          evaluation_interval: 1s
        rule_files: [{string.Join(", ", rules)}]
        scrape_configs:
        {string.Join('\n', _hosts.ByJob.Select(host => $$"""
              - job_name: {{host.Key}}
                metrics_path: {{DropIn.PagePath}}
                static_configs: [{ targets: ["127.0.0.1:{{host.Value.Port}}"] }]
            """))}
        """;
}
