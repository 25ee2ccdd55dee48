using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Queries of EF Core 10 on PostgreSQL that are not read to their end, or not where they were sent.</summary>
public sealed class PostgresReaderTests(PostgresRun run) : IClassFixture<PostgresRun>
{
    [Theory]
    [InlineData("/closed-elsewhere", 2)]
    [InlineData("/audited", 1)]
    [InlineData("/audited-sync", 1)]
    public async Task Each_command_counts_once(string path, int raw)
    {
        await run.App.SendAsync("POST", "/insert", 2);
        var pages = await run.App.AroundAsync("GET", path, 3);

        Assert.Equal(3, pages.Moved(DataHost.Operations, ("db_operation_name", "SELECT"), ("error_type", string.Empty)));
        Assert.Equal(3 * raw, pages.Moved(DataHost.Operations, ("db_operation_name", string.Empty)));
        Assert.Equal(0, pages.Moved("db_client_operation_failed_total"));
    }

    [Theory]
    [InlineData("/canceled-while-read", "")]
    [InlineData("/timeout-while-read", "Npgsql.NpgsqlException")]
    [InlineData("/timeout-while-read-sync", "Npgsql.NpgsqlException")]
    public async Task A_query_that_ends_while_it_is_read_counts_once_and_is_no_raw_failure(string path, string error)
    {
        await run.App.SendAsync("POST", "/insert");
        var pages = await run.App.AroundAsync("GET", path, 2);

        Assert.Equal(2, pages.Moved(DataHost.Operations, ("db_operation_name", "SELECT"), ("error_type", error)));
        Assert.Equal(2, pages.Moved(DataHost.Operations));
        Assert.Equal(0, pages.Moved("db_client_operation_failed_total"));
    }

    [Theory]
    [InlineData("/retried-while-read")]
    [InlineData("/retried-while-read-sync")]
    public async Task A_query_that_is_tried_again_after_its_rows_failed_is_no_raw_failure(string path)
    {
        await run.App.SendAsync("POST", "/insert");
        var pages = await run.App.AroundAsync("GET", path, 2);

        Assert.Equal(4, pages.Moved(DataHost.Operations, ("db_operation_name", "SELECT")));
        Assert.Equal(2, pages.Moved(DataHost.Operations, ("db_operation_name", string.Empty)));
        Assert.Equal(2, pages.Moved("efcore_execution_retries_total"));
        Assert.Equal(0, pages.Moved("db_client_operation_failed_total"));
    }
}
