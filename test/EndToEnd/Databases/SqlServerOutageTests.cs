using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.Tds;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Servers that are not there, or do not answer, for a host with SqlClient.</summary>
public sealed class SqlServerOutageTests
{
    private const string Created = "db_client_connection_create_time_seconds_count";
    private const string SqlException = "Microsoft.Data.SqlClient.SqlException";

    [Fact]
    public async Task A_server_that_goes_and_comes_back_costs_errors_and_nothing_else()
    {
        await using var server = TdsServer.Start();
        await using var app = await AppProcess.StartAsync("DataSqlServer", SqlServerRun.Variables(server, DropIn.Variables()));
        await app.GetAsync("/select-async", 3);
        await server.StopAsync();
        await app.GetAsync("/open/Unpooled", 2);
        server.Resume();
        Assert.True(await Deadline.MetAsync(async () => await app.GetAsync("/select-async") == HttpStatusCode.OK));
        var page = await app.ScrapeUntilAsync(page => page.Sum(
            Created, ("db_namespace", "unpooled")) == 2);

        Assert.Equal(2, page.Sum(
            Created,
            ("db_namespace", "unpooled"),
            ("error_type", SqlException)));
        Assert.Equal(server.Counts.Statements("SELECT"), page.Sum(
            DataHost.Operations, ("db_operation_name", "SELECT"), ("error_type", string.Empty)));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }

    [Theory]
    [InlineData("/open/Data")]
    [InlineData("/open-sync/Data")]
    public async Task A_server_that_never_answers_is_an_error(string path)
    {
        await using var server = TdsServer.Start();
        server.Hangs = true;
        var variables = SqlServerRun.Variables(server, DropIn.Variables());
        variables["ConnectionStrings__Data"] = server.ConnectionString("silent").Replace("Timeout=5", "Timeout=1", StringComparison.Ordinal);
        await using var app = await AppProcess.StartAsync("DataSqlServer", variables);
        await app.GetAsync(path);
        var page = await app.ScrapeUntilAsync(page => page.Sum(Created) == 1);

        Assert.Equal(1, page.Sum(Created, ("db_namespace", "silent"), ("error_type", SqlException)));
        Assert.Equal(0, page.Sum("db_client_connection_pending_requests"));
    }
}
