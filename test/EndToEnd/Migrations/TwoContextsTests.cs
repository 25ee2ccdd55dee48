using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>EF Core 10 with two contexts on two PostgreSQL servers.</summary>
public sealed class TwoContextsTests : IAsyncLifetime
{
    private const string Applied = "efcore_migrations_applied";
    private const string Pending = "efcore_migrations_pending";
    private const string Errors = "efcore_migrations_check_errors_total";
    private const string LastSuccess = "efcore_migrations_check_timestamp_seconds";

    private static readonly (string, string) Orders = ("efcore_context", "OrdersContext");
    private static readonly (string, string) Stock = ("efcore_context", "StockContext");

    private PostgresServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        await _server.ExecuteAsync("postgres", "CREATE DATABASE orders");
        await _server.ExecuteAsync("postgres", "CREATE DATABASE stock");
        await _server.ExecuteAsync("postgres", "CREATE ROLE reader LOGIN");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_missing_history_table_means_that_all_are_pending_and_is_not_made()
    {
        await using var app = await StartAsync();

        var page = await app.ScrapeUntilAsync(page => page.Has(Pending, Orders) && page.Has(Pending, Stock), Deadline.Default);

        (string, string)[] database =
            [("db_system_name", "postgresql"), ("db_namespace", "orders"), ("server_address", "127.0.0.1")];
        Assert.Equal(2, page.Value(Pending, [Orders, .. database]));
        Assert.Equal(0, page.Value(Applied, [Orders, .. database]));
        Assert.Equal(1, page.Value(Pending, Stock));
        Assert.Equal("0", await _server.ExecuteAsync("orders", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_migration_that_another_process_applies_is_seen_by_a_real_Prometheus_in_time_while_the_other_database_is_down()
    {
        const int Refresh = 5;
        var down = _server.ConnectionString("stock").Replace($"Port={_server.Port}", $"Port={Ports.Free()}", StringComparison.Ordinal);
        await using var app = await StartAsync(("ConnectionStrings__Stock", down), ("Prometheus__MigrationsRefreshSeconds", $"{Refresh}"));
        await using var other = await StartAsync();
        await using var prometheus = await PrometheusServer.StartAsync(app.Port);
        Assert.Equal(2, await prometheus.QueryUntilAsync(Pending + "{efcore_context=\"OrdersContext\"}", value => value == 2));

        Assert.Equal(HttpStatusCode.OK, await other.SendAsync("POST", "/orders/migrate"));
        var migrated = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;

        Assert.Equal(0, await prometheus.QueryUntilAsync(Pending + "{efcore_context=\"OrdersContext\"}", value => value == 0));
        Assert.Equal(2, await prometheus.QueryUntilAsync(Applied + "{efcore_context=\"OrdersContext\"}", value => value == 2));
        var seen = await prometheus.QueryUntilAsync(
            $"min_over_time(({LastSuccess} and on (efcore_context) ({Pending}{{efcore_context=\"OrdersContext\"}} == 0))[1m:1s])", value => value > 0);
        Assert.InRange(seen - migrated, -Refresh, Refresh + 4);
        Assert.True(await prometheus.QueryUntilAsync(
            $"sum({Errors}{{efcore_context=\"StockContext\",error_type=\"Npgsql.NpgsqlException\"}})", value => value >= 1) >= 1);
        Assert.Empty(await prometheus.QueryAsync(Pending + "{efcore_context=\"StockContext\"}"));
        Assert.Empty(await prometheus.QueryAsync(Errors + "{efcore_context=\"OrdersContext\"}"));
        Assert.Single(app.Process.ErrorLines, line => line.Contains("[50]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_stops_leaves_the_last_values_which_recover_by_themselves()
    {
        await using var app = await StartAsync();
        await app.SendAsync("POST", "/orders/migrate");
        await app.ScrapeUntilAsync(page => page.Has(Applied, Orders) && page.Value(Applied, Orders) == 2, Deadline.Default);

        await _server.StopAsync();
        var down = await app.ScrapeUntilAsync(page => page.Sum(Errors, Orders) >= 2, Deadline.Default);
        await _server.ResumeAsync();
        await _server.ExecuteAsync("orders", "DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '%AddOrderIndex'");
        var up = await app.ScrapeUntilAsync(page => page.Value(Pending, Orders) == 1, Deadline.Default);

        Assert.Equal(2, down.Value(Applied, Orders));
        Assert.Equal(0, down.Value(Pending, Orders));
        Assert.Equal(1, up.Value(Applied, Orders));
        Assert.Equal(1, up.Value(Pending, Orders));
        Assert.True(up.Value(LastSuccess, Orders) > down.Value(LastSuccess, Orders));
    }

    [Fact]
    public async Task An_account_that_may_only_read_gives_numbers_and_one_that_may_not_read_gives_a_counted_error()
    {
        await using (var owner = await StartAsync())
        {
            await owner.SendAsync("POST", "/orders/migrate");
            await owner.SendAsync("POST", "/stock/migrate");
        }

        await _server.ExecuteAsync("orders", "GRANT SELECT ON \"__EFMigrationsHistory\" TO reader");
        await using var app = await StartAsync(
            ("ConnectionStrings__Orders", _server.ConnectionString("orders", "reader")),
            ("ConnectionStrings__Stock", _server.ConnectionString("stock", "reader")));

        var page = await app.ScrapeUntilAsync(
            page => page.Has(Applied, Orders) && page.Sum(Errors, Stock) >= 1, Deadline.Default);

        Assert.Equal(2, page.Value(Applied, Orders));
        Assert.Equal(0, page.Value(Pending, Orders));
        Assert.True(page.Sum(Errors, Stock, ("error_type", "Npgsql.PostgresException")) >= 1);
        Assert.False(page.Has(Applied, Stock));
    }

    /// <summary>PostgreSQL refuses all that such an account would write, so an attempt would be a counted error.</summary>
    [Fact]
    public async Task A_read_only_account_gives_numbers_to_a_real_Prometheus_with_a_history_table_and_without()
    {
        await using (var owner = await StartAsync())
        {
            await owner.SendAsync("POST", "/orders/migrate");
        }

        await _server.ExecuteAsync("orders", "GRANT SELECT ON \"__EFMigrationsHistory\" TO reader");
        await _server.ExecuteAsync("postgres", "ALTER ROLE reader SET default_transaction_read_only = on");
        await using var app = await StartAsync(
            ("ConnectionStrings__Orders", _server.ConnectionString("orders", "reader")),
            ("ConnectionStrings__Stock", _server.ConnectionString("stock", "reader")));
        await using var prometheus = await PrometheusServer.StartAsync(app.Port);

        Assert.Equal(2, await prometheus.QueryUntilAsync(Applied + "{efcore_context=\"OrdersContext\"}", value => value == 2));
        Assert.Equal(1, await prometheus.QueryUntilAsync(Pending + "{efcore_context=\"StockContext\"}", value => value == 1));
        var before = await prometheus.QueryUntilAsync($"min({LastSuccess})", value => value > 0);
        Assert.True(await prometheus.QueryUntilAsync($"min({LastSuccess})", value => value > before) > before);
        Assert.Equal(0, await prometheus.QueryUntilAsync(Pending + "{efcore_context=\"OrdersContext\"}", value => value == 0));
        Assert.Equal(0, await prometheus.QueryUntilAsync(Applied + "{efcore_context=\"StockContext\"}", value => value == 0));
        Assert.Empty(await prometheus.QueryAsync(Errors));
        Assert.Equal("0", await _server.ExecuteAsync("stock", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task Nothing_of_a_look_up_is_in_the_applications_log_and_no_password_anywhere()
    {
        await using var app = await StartAsync();
        var before = (await app.ScrapeUntilAsync(page => page.Has(LastSuccess, Orders), Deadline.Default)).Value(LastSuccess, Orders);
        var page = await app.ScrapeUntilAsync(page => page.Value(LastSuccess, Orders) > before, Deadline.Default);

        Assert.DoesNotContain(app.Process.OutputLines, IsOfDatabase);
        await app.SendAsync("POST", "/orders/migrate");
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(app.Process.OutputLines.Any(IsOfDatabase))));
        Assert.DoesNotContain("never-shown", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("never-shown", app.Process.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_switch_leaves_no_family_and_no_connection()
    {
        await using var app = await StartAsync(("Prometheus__ExportMigrations", "false"));
        await Task.Delay(TimeSpan.FromSeconds(4));

        var page = await app.ScrapeAsync();

        Assert.DoesNotContain(page.FamilyNames, family => family.StartsWith("efcore_migrations", StringComparison.Ordinal));
        Assert.Equal(0, page.Value("aspnetcore_prometheus_instrumentation_active", ("instrumentation", "migrations")));
        Assert.Equal("0", await _server.ExecuteAsync(
            "postgres", "SELECT count(*) FROM pg_stat_activity WHERE datname IN ('orders', 'stock')"));
    }

    private static bool IsOfDatabase(string line) =>
        line.Contains("EntityFrameworkCore", StringComparison.Ordinal) || line.Contains("Npgsql", StringComparison.Ordinal);

    private Task<AppProcess> StartAsync(params (string Key, string Value)[] variables)
    {
        var environment = DropIn.Variables(("MigrationsRefreshSeconds", "1"));
        environment["ConnectionStrings__Orders"] = _server.ConnectionString("orders");
        environment["ConnectionStrings__Stock"] = _server.ConnectionString("stock");
        foreach (var (key, value) in variables)
        {
            environment[key] = value;
        }

        return AppProcess.StartAsync("TwoContexts", environment);
    }
}
