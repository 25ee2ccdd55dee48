using System.Globalization;
using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.Tds;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Raw commands of Microsoft.Data.SqlClient, compared with what the server has served.</summary>
public sealed class SqlServerTests(SqlServerRun run) : IClassFixture<SqlServerRun>
{
    private const string SqlException = "Microsoft.Data.SqlClient.SqlException";
    private const string Created = "db_client_connection_create_time_seconds_count";
    private const string Waited = "db_client_connection_wait_time_seconds_count";

    [Theory]
    [InlineData("GET", "/select", "SELECT")]
    [InlineData("GET", "/select-async", "SELECT")]
    [InlineData("GET", "/parameters", "SELECT")]
    [InlineData("GET", "/adapter", "SELECT")]
    [InlineData("GET", "/slow-reader", "SELECT")]
    [InlineData("GET", "/slow-reader-async", "SELECT")]
    [InlineData("GET", "/abandoned-reader", "SELECT")]
    [InlineData("GET", "/cancelled-reader", "SELECT")]
    [InlineData("GET", "/procedure", "EXEC")]
    [InlineData("GET", "/exec", "EXEC")]
    [InlineData("GET", "/batch", "UPDATE")]
    [InlineData("POST", "/insert", "INSERT")]
    [InlineData("POST", "/insert-async", "INSERT")]
    public async Task Each_command_counts_once(string method, string path, string operation)
    {
        var pages = await run.App.AroundAsync(method, path, 5);

        Assert.Equal(5, pages.Moved(DataHost.Operations));
        Assert.Equal(5, pages.Moved(
            DataHost.Operations,
            ("db_system_name", "microsoft.sql_server"),
            ("db_namespace", "shop"),
            ("server_address", "127.0.0.1"),
            ("server_port", run.Server.Port.ToString(CultureInfo.InvariantCulture)),
            ("db_operation_name", operation),
            ("error_type", string.Empty)));
    }

    [Theory]
    [InlineData("GET", "/failing", "DELETE", "208")]
    [InlineData("GET", "/failing-async", "DELETE", "208")]
    [InlineData("POST", "/deadlock", "UPDATE", "1205")]
    [InlineData("GET", "/timeout", "OTHER", "-2")]
    [InlineData("GET", "/cancelled", "OTHER", "")]
    [InlineData("GET", "/cancelled-by-command", "OTHER", "")]
    [InlineData("GET", "/cut", "SELECT", "")]
    [InlineData("GET", "/cut-async", "SELECT", "")]
    public async Task A_failure_has_its_type_and_number(string method, string path, string operation, string number)
    {
        var pages = await run.App.AroundAsync(method, path, 2);

        Assert.Equal(2, pages.Moved(DataHost.Operations));
        Assert.Equal(2, pages.Moved(
            DataHost.Operations,
            ("db_namespace", "shop"),
            ("db_operation_name", operation),
            ("error_type", SqlException),
            ("db_response_status_code", number)));
    }

    [Fact]
    public async Task A_command_that_is_cancelled_before_it_is_sent_does_not_count() =>
        Assert.Equal(0, (await run.App.AroundAsync("GET", "/never-sent", 3)).Moved(DataHost.Operations));

    [Theory]
    [InlineData("/entity-framework/query", "SELECT", 3, 0)]
    [InlineData("/entity-framework/query-sync", "SELECT", 3, 0)]
    [InlineData("/entity-framework/insert", "INSERT", 3, 0)]
    [InlineData("/entity-framework/mixed", "SELECT", 6, 0)]
    [InlineData("/entity-framework/failing", "DELETE", 0, 3)]
    public async Task A_command_of_EF_Core_counts_once(string path, string operation, int succeeded, int failed)
    {
        await run.App.GetAsync(path);
        var pages = await run.App.AroundAsync("GET", path, 3);

        Assert.Equal(succeeded + failed, pages.Moved(DataHost.Operations));
        Assert.Equal(succeeded, pages.Moved(DataHost.Operations, ("db_operation_name", operation), ("error_type", string.Empty)));
        Assert.Equal(failed, pages.Moved(DataHost.Operations, ("db_operation_name", operation), ("db_response_status_code", "208")));
        Assert.Equal(succeeded + failed, pages.Moved(Waited));
    }

    [Theory]
    [InlineData("commit", 3, 0)]
    [InlineData("rollback", 0, 3)]
    [InlineData("dispose", 0, 0)]
    public async Task Ends_of_transactions_are_operations(string end, int commits, int rollbacks)
    {
        var pages = await run.App.AroundAsync("POST", "/transaction/" + end, 3);

        Assert.Equal(3, pages.Moved(DataHost.Operations, ("db_operation_name", "INSERT")));
        Assert.Equal(commits, pages.Moved(DataHost.Operations, ("db_operation_name", "COMMIT")));
        Assert.Equal(rollbacks, pages.Moved(DataHost.Operations, ("db_operation_name", "ROLLBACK")));
    }

    [Fact]
    public async Task A_connection_that_changes_its_database_is_followed()
    {
        var pages = await run.App.AroundAsync("GET", "/use", 2);

        Assert.Equal(2, pages.Moved(DataHost.Operations, ("db_namespace", "archive"), ("db_operation_name", "SELECT")));
        Assert.Equal(2, pages.Moved(DataHost.Operations));
    }

    [Theory]
    [InlineData("LockedOut", "shop", Served.RefusedLogin)]
    [InlineData("Missing", TdsServer.MissingDatabase, Served.UnknownDatabase)]
    [InlineData("Refused", "refused", null)]
    public async Task A_connection_that_cannot_be_made_is_an_error(string name, string database, Served? served)
    {
        var before = run.Server.Counts.Of(served.GetValueOrDefault());
        var first = await run.App.ScrapeAsync();
        await run.App.GetAsync("/open/" + name, 2);
        await run.App.GetAsync("/open-sync/" + name, 2);
        var pages = (first, await run.App.ScrapeUntilAsync(page => Failed(page) - Failed(first) >= 4));

        Assert.Equal(4, Failed(pages.Item2) - Failed(first));
        Assert.Equal(0, pages.Moved(Waited));
        Assert.True(served is null || run.Server.Counts.Of(served.Value) > before);

        double Failed(Page page) => page.Sum(Created, ("db_namespace", database), ("error_type", SqlException));
    }

    [Fact]
    public async Task A_connection_that_the_pool_does_not_give_is_a_timeout()
    {
        var first = await run.App.ScrapeAsync();
        await run.App.GetAsync("/exhausted");
        var page = await run.App.ScrapeUntilAsync(page => page.Sum("db_client_connection_timeouts_total") > 0);

        Assert.Equal(1, (first, page).Moved(Created, ("error_type", "System.InvalidOperationException")));
        Assert.Equal(1, page.Value(
            "db_client_connection_timeouts_total", ("db_client_connection_pool_name", $"127.0.0.1:{run.Server.Port}/shop")));
        Assert.Equal(0, page.Sum("db_client_connection_pending_requests"));
    }

    [Theory]
    [InlineData("/open-sync/Unpooled", 4, 0)]
    [InlineData("/open-sync/Data", 0, 4)]
    public async Task New_connections_and_those_of_the_pool_are_told_apart(string path, int created, int pooled)
    {
        await run.App.GetAsync("/open-sync/Data");
        var logins = run.Server.Counts.Of(Served.Login);
        var pages = await run.App.AroundAsync("GET", path, 4);

        Assert.Equal(created, run.Server.Counts.Of(Served.Login) - logins);
        Assert.Equal(created, pages.Moved(Created));
        Assert.Equal(pooled, pages.Moved(Waited));
    }

    [Fact]
    public async Task No_fault_and_no_secret_shows()
    {
        await run.App.GetAsync("/failing");
        await run.App.GetAsync("/open/LockedOut");
        var page = await run.App.ScrapeAsync();

        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.DoesNotContain("DiagnosticSource", run.App.Process.Transcript, StringComparison.Ordinal);
        foreach (var secret in new[] { "never-shown", "User ID", "Encrypt=", "Products", "NoSuchTable", TdsServer.LockedOutUser })
        {
            Assert.DoesNotContain(secret, page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, run.App.Process.Transcript, StringComparison.OrdinalIgnoreCase);
        }
    }
}
