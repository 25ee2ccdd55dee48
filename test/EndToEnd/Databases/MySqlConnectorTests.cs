using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>MySqlConnector on MariaDB, where its package can be restored.</summary>
public sealed class MySqlConnectorTests
{
    private const string Host = "RawMySql";

    /// <summary>What the meter becomes is tested by one of the same name and shape too (LaneInstrumentsTests, in the unit tests).</summary>
    [PossibleHostFact(Host)]
    public async Task Its_pool_shows_under_the_names_of_the_conventions_and_without_secrets()
    {
        await using var server = await MariaDbServer.StartAsync();
        await using var app = await AppProcess.StartWithDropInAndAsync(Host, [("ConnectionStrings__Data", server.ConnectionString)]);
        await app.GetAsync("/select", 5);
        var page = await app.ScrapeAsync();

        (string, string) pool = ("db_client_connection_pool_name", $"127.0.0.1:{server.Port}/mysql");
        Assert.Equal(1, page.Value("db_client_connection_create_time_seconds_count", pool));
        Assert.Equal(5, page.Value("db_client_connection_wait_time_seconds_count", pool));
        Assert.Equal(5, page.Value("db_client_connection_use_time_seconds_count", pool));
        Assert.Equal(1, page.Value("db_client_connection_count", pool, ("db_client_connection_state", "idle")));
        Assert.DoesNotContain("never-shown", page.Text, StringComparison.Ordinal);
    }
}
