using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Many clients of EF Core 10 and of raw Npgsql 10 at a time.</summary>
public sealed class PostgresLoadTests(PostgresRun run) : IClassFixture<PostgresRun>
{
    private const string Saves = "efcore_save_changes_duration_seconds_count";

    private static (string, string) Raw => ("db_operation_name", string.Empty);

    [Fact]
    public async Task Each_command_of_parallel_clients_counts_once()
    {
        var before = await run.App.ScrapeAsync();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async client =>
        {
            for (var i = 0; i < 10; i++)
            {
                await run.App.GetAsync(client % 2 == 0 ? "/select-async" : "/raw");
            }
        }));
        var pages = (before, await run.App.ScrapeAsync());

        Assert.Equal(160, pages.Moved(DataHost.Operations, ("db_operation_name", "SELECT")));
        Assert.Equal(160, pages.Moved(DataHost.Operations, Raw));
    }

    // A page that is written between a query's first row and its failure has counted it already (docs/limits.md).
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_operation_of_parallel_clients_counts_exactly(bool isScrapedMeanwhile)
    {
        (string Method, string Path)[] requests =
        [
            ("GET", "/select-async"), ("POST", "/insert"), ("GET", "/failing"), ("GET", "/refused-login"),
            ("POST", "/transaction/rollback"), ("GET", "/raw"), ("GET", "/select"), ("GET", "/slow-reader-async"),
            ("POST", "/life"), ("POST", "/bulk-own"), ("GET", "/raw-failing"), ("GET", "/never-closed"), ("GET", "/never-closed-sync"),
            .. isScrapedMeanwhile ? Array.Empty<(string, string)>() : [("GET", "/failing-while-read")],
        ];
        await run.App.SendAsync("GET", "/refused-login");
        var before = await run.App.ScrapeAsync();
        var clients = Task.WhenAll(Enumerable.Range(0, 32).Select(async client =>
        {
            for (var i = 0; i < requests.Length; i++)
            {
                var (method, path) = requests[(client + i) % requests.Length];
                await run.App.SendAsync(method, path);
            }
        }));
        while (isScrapedMeanwhile && !clients.IsCompleted)
        {
            await run.App.ScrapeAsync();
        }

        await clients;
        var pages = (before, await run.App.ScrapeAsync());

        double Operations(string operation, string error) =>
            pages.Moved(DataHost.Operations, ("db_operation_name", operation), ("error_type", error));
        double Changes(string entity, string operation) =>
            pages.Moved(DataHost.Changes, ("efcore_entity", entity), ("efcore_operation", operation));
        Assert.Equal(5 * 32, Operations("SELECT", string.Empty));
        Assert.Equal(isScrapedMeanwhile ? 0 : 32, Operations("SELECT", "Npgsql.PostgresException"));
        Assert.Equal(5 * 32, Operations("INSERT", string.Empty));
        Assert.Equal(2 * 32, Operations("UPDATE", string.Empty));
        Assert.Equal(2 * 32, Operations("DELETE", string.Empty));
        Assert.Equal(32, Operations("DELETE", "Npgsql.PostgresException"));
        Assert.Equal(2 * 32, pages.Moved(DataHost.Operations, Raw));
        Assert.Equal((isScrapedMeanwhile ? 17 : 18) * 32, pages.Moved(DataHost.Operations));
        Assert.Equal(32, pages.Moved("db_client_operation_failed_total"));
        Assert.Equal(32, pages.Moved("db_client_connection_create_time_seconds_count", ("error_type", "Npgsql.PostgresException")));
        Assert.Equal((2 * 32, 32, 32), (Changes("Blog", "insert"), Changes("Blog", "update"), Changes("Blog", "delete")));
        Assert.Equal((3 * 32, 3 * 32, 3 * 32), (Changes("Dog", "insert"), Changes("Animal", "update"), Changes("Animal", "delete")));
        Assert.Equal(7 * 32, pages.Moved(Saves, ("error_type", string.Empty)));
        Assert.Equal(7 * 32, pages.Moved(Saves));
    }
}
