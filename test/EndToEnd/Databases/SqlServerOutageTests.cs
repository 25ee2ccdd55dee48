using System.Collections.Concurrent;
using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.Tds;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Servers that are not there, or do not answer, for a host with SqlClient.</summary>
public sealed class SqlServerOutageTests
{
    private const string Created = "db_client_connection_create_time_seconds_count";
    private const string Waited = "db_client_connection_wait_time_seconds_count";
    private const string SqlException = "Microsoft.Data.SqlClient.SqlException";

    private static readonly string[] Paths = ["/outcome/insert", "/outcome/slow", "/outcome/sync", "/outcome/slow-sync"];

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

    [Fact]
    public async Task Every_operation_and_opening_counts_as_the_host_saw_it_while_the_server_stops_under_load()
    {
        await using var server = TdsServer.Start();
        await using var app = await AppProcess.StartAsync("DataSqlServer", SqlServerRun.Variables(server, DropIn.Variables()));
        var seen = new ConcurrentDictionary<(string Path, string Outcome), int>();
        using var over = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 3 * Paths.Length).Select(client =>
            AskAsync(app, Paths[client % Paths.Length], seen, over.Token)));

        Assert.True(await Deadline.MetAsync(() => Task.FromResult(Paths.All(path => Ok(path) >= 20))));
        await server.StopAsync();
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(Paths.All(path => All(path) - Ok(path) >= 5))));
        server.Resume();
        var resumed = Paths.ToDictionary(path => path, Ok);
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(Paths.All(path => Ok(path) >= resumed[path] + 20))));
        await over.CancelAsync();
        await load;
        var opened = Paths.Sum(All) - Failed("opening ");
        var page = await app.ScrapeUntilAsync(page => page.Sum(Created) + page.Sum(Waited) == Paths.Sum(All));

        Assert.Equal(Ok("/outcome/insert"), page.Sum(DataHost.Operations, ("db_operation_name", "INSERT"), ("error_type", string.Empty)));
        Assert.Equal(Ok("/outcome/sync"), page.Sum(DataHost.Operations, ("db_operation_name", "DELETE"), ("error_type", string.Empty)));
        Assert.Equal(
            Ok("/outcome/slow") + Ok("/outcome/slow-sync"),
            page.Sum(DataHost.Operations, ("db_operation_name", "UPDATE"), ("error_type", string.Empty)));
        Assert.NotEqual(0, Failed("command "));
        Assert.Equal(ByType("command "), Errors(page, DataHost.Operations));
        Assert.Equal(ByType("opening "), Errors(page, Created));
        Assert.Equal(opened, page.Sum(DataHost.Operations));
        Assert.Equal(opened, page.Sum(Created, ("error_type", string.Empty)) + page.Sum(Waited));
        Assert.Equal(0, page.Sum("db_client_connection_pending_requests"));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));

        int Ok(string path) => seen.GetValueOrDefault((path, "ok"));
        int All(string path) => seen.Where(entry => entry.Key.Path == path).Sum(entry => entry.Value);
        double Failed(string doing) => ByType(doing).Values.Sum();
        SortedDictionary<string, double> ByType(string doing) => new(seen
            .Where(entry => entry.Key.Outcome.StartsWith(doing, StringComparison.Ordinal))
            .GroupBy(entry => entry.Key.Outcome[doing.Length..], entry => (double)entry.Value)
            .ToDictionary(type => type.Key, Enumerable.Sum));
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

    private static SortedDictionary<string, double> Errors(Page page, string name) => new(page.LabelValues(name, "error_type")
        .Where(type => type.Length > 0).ToDictionary(type => type, type => page.Sum(name, ("error_type", type))));

    private static async Task AskAsync(
        AppProcess app, string path, ConcurrentDictionary<(string Path, string Outcome), int> seen, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var outcome = await app.Client.GetStringAsync(new Uri(path, UriKind.Relative), CancellationToken.None);
            seen.AddOrUpdate((path, outcome), 1, static (_, times) => times + 1);
        }
    }
}
