using System.Diagnostics.Metrics;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public class DriverMeterTests
{
    /// <summary>MySqlConnector's meter, by its documentation: instruments of before the conventions were stable.</summary>
    [Fact]
    public void Instruments_of_MySqlConnector_show_under_the_names_of_the_conventions()
    {
        using var page = TestPage.WithMeters("MySqlConnector");
        using var meter = new Meter("MySqlConnector");
        KeyValuePair<string, object?> pool = new("pool.name", "Server=shown;Port=3307;User ID=hidden;Database=shop");
        meter.CreateUpDownCounter<int>("db.client.connections.usage", "{connection}").Add(3, pool, new("state", "used"));
        meter.CreateHistogram<double>("db.client.connections.wait_time", "s").Record(0.2, pool);
        meter.CreateCounter<int>("db.client.connections.timeouts", "{timeout}").Add(1, pool);
        meter.CreateObservableUpDownCounter("db.client.connections.max", () => new Measurement<int>(100, pool), "{connection}");

        var read = page.Read();

        const string Pool = "db_client_connection_pool_name=\"shown:3307/shop\"";
        Assert.Equal(3, read[$"db_client_connection_count{{{Pool},db_client_connection_state=\"used\"}}"]);
        Assert.Equal(1, read[$"db_client_connection_wait_time_seconds_count{{{Pool}}}"]);
        Assert.Equal(1, read[$"db_client_connection_timeouts_total{{{Pool}}}"]);
        Assert.Equal(100, read[$"db_client_connection_max{{{Pool}}}"]);
        Assert.DoesNotContain("hidden", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Instruments_of_Npgsql_8_show_under_the_names_of_the_conventions()
    {
        using var page = TestPage.WithMeters("Npgsql");
        using var meter = new Meter("Npgsql");
        meter.CreateHistogram<double>("db.client.commands.duration", "s").Record(0.003, new KeyValuePair<string, object?>("pool.name", "shop"));

        Assert.Equal(1, page.Read()["db_client_operation_duration_seconds_bucket{db_client_connection_pool_name=\"shop\",le=\"0.005\"}"]);
    }
}
