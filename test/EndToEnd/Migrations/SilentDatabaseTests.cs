using System.Diagnostics;
using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>A database that accepts connections and does not answer.</summary>
public sealed class SilentDatabaseTests
{
    // On a slow machine a request may outlast a look-up that it does not wait for.
    private const int Calls = 6;

    private const string Errors = "efcore_migrations_check_errors_total";

    // A look-up gives up after ten seconds.
    private static readonly TimeSpan HalfOfLookUp = TimeSpan.FromSeconds(5);

    private static readonly (string, string) TimedOut = ("error_type", "System.TimeoutException");

    [Fact]
    public async Task It_delays_neither_the_start_nor_a_scrape_and_counts_as_a_timeout()
    {
        using var silent = new SilentServer();
        var text = $"Host=127.0.0.1;Port={silent.Port};Database=silent;Username=app;Timeout=300";
        var environment = DropIn.Variables(("MigrationsRefreshSeconds", "1"));
        environment["ConnectionStrings__Orders"] = text;
        environment["ConnectionStrings__Stock"] = text;

        await using var app = await AppProcess.StartAsync("TwoContexts", environment);
        var first = await app.ScrapeAsync();
        var isAnsweredMeanwhile = false;
        for (var call = 0; call < Calls && !isAnsweredMeanwhile; call++)
        {
            // What waits for look-ups is answered when they have hung up, however slow the machine is.
            using var lookUp = await silent.AnswerAsync();
            await app.ScrapeAsync();
            await app.GetAsync("/");
            isAnsweredMeanwhile = !SilentServer.HasHungUp(lookUp);
        }

        var page = await app.ScrapeUntilAsync(
            page => page.Sum(Errors, TimedOut) >= 2, TimeSpan.FromSeconds(60));

        // A start that had waited for a look-up would have seen its end.
        Assert.Equal(0, first.Sum(Errors));
        Assert.True(isAnsweredMeanwhile);
        Assert.Equal(["OrdersContext", "StockContext"], page.LabelValues(Errors, "efcore_context"));
        Assert.Equal(["System.TimeoutException"], page.LabelValues(Errors, "error_type"));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }

    [Fact]
    public async Task A_host_whose_database_does_not_answer_gives_its_first_answer_as_soon_as_one_that_looks_nothing_up()
    {
        using var silent = new SilentServer();
        var without = await FirstAnswerAsync(silent, lookUps: false);
        Assert.False(silent.HasBeenCalled);

        var with = await FirstAnswerAsync(silent, lookUps: true);

        // Nothing but the bound of a start that has waited: both starts take as long as the machine lets them.
        Assert.InRange(with - without, TimeSpan.MinValue, HalfOfLookUp);
    }

    [Fact]
    public async Task A_host_whose_look_up_hangs_ends_at_once()
    {
        using var silent = new SilentServer();
        using var other = new SilentServer();
        await using var app = await StartAsync(silent);
        await using var later = await StartAsync(other);
        using var lookUp = await silent.AnswerAsync();
        using var laterLookUp = await other.AnswerAsync();

        Assert.Equal(0, await later.Process.StopAsync());

        // Both have the same time: a host that waited for its own would end behind the one that began before.
        Assert.False(SilentServer.HasHungUp(lookUp));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.True(SilentServer.HasHungUp(lookUp));
        Assert.DoesNotContain(later.Process.ErrorLines, line => line.Contains("error", StringComparison.OrdinalIgnoreCase));
    }

    // From the start of the process. What looks up migrations is waited for, so that it is known to have been on its way.
    private static async Task<TimeSpan> FirstAnswerAsync(SilentServer silent, bool lookUps)
    {
        var watch = Stopwatch.StartNew();
        await using var app = await StartAsync(silent, ("ExportMigrations", lookUps ? "true" : "false"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/"));
        var taken = watch.Elapsed;
        if (lookUps)
        {
            using var call = await silent.AnswerAsync();
        }

        return taken;
    }

    private static Task<AppProcess> StartAsync(SilentServer silent, params (string Key, string Value)[] settings)
    {
        var environment = DropIn.Variables(settings);
        environment["ConnectionStrings__Orders"] = $"Host=127.0.0.1;Port={silent.Port};Database=silent;Username=app;Timeout=300";
        return AppProcess.StartAsync("TwoContexts", environment);
    }
}
