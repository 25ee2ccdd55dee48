using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.Tds;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Many clients of SqlClient at a time: the page and the server have counted the same.</summary>
public sealed class SqlServerLoadTests
{
    private const int Clients = 32;
    private const int Rounds = 5;
    private const string Created = "db_client_connection_create_time_seconds_count";

    private static readonly (string Method, string Path)[] Requests =
    [
        ("GET", "/select"), ("GET", "/select-async"), ("GET", "/parameters"), ("POST", "/insert-async"), ("GET", "/failing-async"),
        ("POST", "/transaction/rollback"), ("POST", "/deadlock"), ("GET", "/procedure"), ("GET", "/abandoned-reader"),
        ("GET", "/open/LockedOut"), ("GET", "/open/Missing"), ("POST", "/update-async"), ("POST", "/delete-async"),
    ];

    [Fact]
    public async Task The_page_shows_what_the_server_has_served()
    {
        await using var server = TdsServer.Start();
        await using var app = await AppProcess.StartAsync("DataSqlServer", SqlServerRun.Variables(server, DropIn.Variables()));
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var i = 0; i < Rounds * Requests.Length; i++)
            {
                var (method, path) = Requests[(client + i) % Requests.Length];
                await app.SendAsync(method, path);
            }
        }));
        var page = await app.ScrapeUntilAsync(page => Opened(page) == Clients * Rounds * Requests.Length);

        const int Each = Clients * Rounds;
        Assert.Equal(4 * Each, Succeeded("SELECT"));
        Assert.Equal(2 * Each, Succeeded("INSERT"));
        Assert.Equal(Each, Succeeded("EXEC"));
        Assert.Equal(Each, Succeeded("ROLLBACK"));
        Assert.Equal(Each, Succeeded("UPDATE"));
        Assert.Equal(Each, Succeeded("DELETE"));
        Assert.Equal(Each, Failed("DELETE", "208"));
        Assert.Equal(Each, Failed("UPDATE", "1205"));
        Assert.Equal(12 * Each, page.Sum(DataHost.Operations));
        Assert.Equal(server.Counts.Statements("SELECT"), Succeeded("SELECT"));
        Assert.Equal(server.Counts.Statements("INSERT"), Succeeded("INSERT"));
        Assert.Equal(server.Counts.Errors(208), Failed("DELETE", "208"));
        Assert.Equal(server.Counts.Of(Served.Rollback), Succeeded("ROLLBACK"));
        Assert.Equal(Clients * Rounds * Requests.Length, Opened(page));
        Assert.Equal(Each, NotOpened("shop"));
        Assert.Equal(Each, NotOpened(TdsServer.MissingDatabase));
        Assert.Equal(2 * Each, page.Sum(Created, sample => sample.Labels.ContainsKey("error_type")));
        Assert.Equal(0, page.Sum("db_client_connection_pending_requests"));
        Assert.Equal(100, page.Value("db_client_connection_max", ("db_client_connection_pool_name", $"127.0.0.1:{server.Port}/shop")));
        Assert.Equal(100, page.Sum("db_client_connection_max"));

        double Succeeded(string operation) =>
            page.Sum(DataHost.Operations, ("db_operation_name", operation), ("error_type", string.Empty));
        double Failed(string operation, string number) =>
            page.Sum(DataHost.Operations, ("db_operation_name", operation), ("db_response_status_code", number));
        double NotOpened(string database) =>
            page.Sum(Created, ("db_namespace", database), ("error_type", "Microsoft.Data.SqlClient.SqlException"));
    }

    private static double Opened(Page page) =>
        page.Sum(Created) + page.Sum("db_client_connection_wait_time_seconds_count");
}
