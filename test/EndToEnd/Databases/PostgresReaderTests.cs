using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Queries of EF Core 10 on PostgreSQL that are not read to their end.</summary>
public sealed class PostgresReaderTests(PostgresRun run) : IClassFixture<PostgresRun>
{
    [Theory]
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
}
