using System.Diagnostics.Metrics;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public class LaneInstrumentsTests
{
    /// <summary>All nine instruments of MySqlConnector's meter, of the types, names and attributes that the driver gives them.</summary>
    [Fact]
    public void Instruments_of_MySqlConnector_show_under_the_names_of_the_conventions()
    {
        using var page = TestPage.WithMeters("MySqlConnector");
        using var meter = new Meter("MySqlConnector");
        KeyValuePair<string, object?>[] pool = [new("pool.name", "Server=shown;Port=3307;User ID=hidden;Database=shop")];
        KeyValuePair<string, object?>[] used = [new("state", "used"), .. pool];
        KeyValuePair<string, object?>[] idle = [new("state", "idle"), .. pool];
        var usage = meter.CreateUpDownCounter<int>("db.client.connections.usage", "{connection}");
        var pending = meter.CreateUpDownCounter<int>("db.client.connections.pending_requests", "{request}");
        var timeouts = meter.CreateCounter<int>("db.client.connections.timeouts", "{timeout}");
        var createTime = meter.CreateHistogram<double>("db.client.connections.create_time", "s");
        var useTime = meter.CreateHistogram<double>("db.client.connections.use_time", "s");
        var waitTime = meter.CreateHistogram<double>("db.client.connections.wait_time", "s");
        meter.CreateObservableUpDownCounter("db.client.connections.idle.max", () => Pools(100), "{connection}");
        meter.CreateObservableUpDownCounter("db.client.connections.idle.min", () => Pools(2), "{connection}");
        meter.CreateObservableUpDownCounter("db.client.connections.max", () => Pools(100), "{connection}");
        usage.Add(3, used);
        usage.Add(1, idle);
        usage.Add(-1, used);
        pending.Add(5, pool);
        pending.Add(-1, pool);
        timeouts.Add(1, pool[0]);
        createTime.Record(0.5, pool);
        useTime.Record(2, pool);
        useTime.Record(1, pool);
        waitTime.Record(0.25, pool);

        const string Pool = "db_client_connection_pool_name=\"shown:3307/shop\"";
        Dictionary<string, double> expected = new()
        {
            [$"db_client_connection_count{{{Pool},db_client_connection_state=\"idle\"}}"] = 1,
            [$"db_client_connection_count{{{Pool},db_client_connection_state=\"used\"}}"] = 2,
            [$"db_client_connection_pending_requests{{{Pool}}}"] = 4,
            [$"db_client_connection_timeouts_total{{{Pool}}}"] = 1,
            [$"db_client_connection_create_time_seconds_count{{{Pool}}}"] = 1,
            [$"db_client_connection_create_time_seconds_sum{{{Pool}}}"] = 0.5,
            [$"db_client_connection_use_time_seconds_count{{{Pool}}}"] = 2,
            [$"db_client_connection_use_time_seconds_sum{{{Pool}}}"] = 3,
            [$"db_client_connection_wait_time_seconds_count{{{Pool}}}"] = 1,
            [$"db_client_connection_wait_time_seconds_sum{{{Pool}}}"] = 0.25,
            [$"db_client_connection_idle_max{{{Pool}}}"] = 100,
            [$"db_client_connection_idle_min{{{Pool}}}"] = 2,
            [$"db_client_connection_max{{{Pool}}}"] = 100,
        };
        var read = page.Read().Where(sample => sample.Key.StartsWith("db_", StringComparison.Ordinal)).ToDictionary();
        Assert.Equal(expected, read.Where(sample => !sample.Key.Contains("_bucket{", StringComparison.Ordinal)).ToDictionary());
        Assert.All(["create", "use", "wait"], time => Assert.Contains(
            $"db_client_connection_{time}_time_seconds_bucket{{{Pool},le=\"0.005\"}}", read.Keys));
        Assert.DoesNotContain("hidden", page.Text(), StringComparison.Ordinal);

        IEnumerable<Measurement<int>> Pools(int value) => [new(value, pool)];
    }

    [Fact]
    public void Instruments_of_Npgsql_8_show_under_the_names_of_the_conventions()
    {
        using var page = TestPage.WithMeters("Npgsql");
        using var meter = new Meter("Npgsql");
        meter.CreateHistogram<double>("db.client.commands.duration", "s").Record(0.003, new KeyValuePair<string, object?>("pool.name", "shop"));

        Assert.Equal(1, page.Read()["db_client_operation_duration_seconds_bucket{db_client_connection_pool_name=\"shop\",le=\"0.005\"}"]);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public void A_pool_is_one_series_whichever_objects_name_it(string native)
    {
        using var page = TestPage.WithMeters("Npgsql", ("NativeHistograms", native));
        using var meter = new Meter("Npgsql");
        var durations = meter.CreateHistogram<double>("db.client.operation.duration", "s");
        var read = meter.CreateCounter<long>("db.client.operation.npgsql.bytes_read", "By");
        var executing = meter.CreateUpDownCounter<int>("db.client.operation.npgsql.executing", "{command}");
        for (var pool = 0; pool < 20; pool++)
        {
            for (var command = 0; command < 3; command++)
            {
                KeyValuePair<string, object?> tag = new("db.client.connection.pool.name", $"pool{pool}");
                executing.Add(1, tag);
                read.Add(1000 + pool, tag);
                durations.Record(0.25, tag);
                executing.Add(-1, tag);
            }

            executing.Add(1, new KeyValuePair<string, object?>("db.client.connection.pool.name", $"pool{pool}"));
        }

        var shown = page.Read();

        for (var pool = 0; pool < 20; pool++)
        {
            var labels = $"{{db_client_connection_pool_name=\"pool{pool}\"}}";
            Assert.Equal(3, shown["db_client_operation_duration_seconds_count" + labels]);
            Assert.Equal(0.75, shown["db_client_operation_duration_seconds_sum" + labels]);
            Assert.Equal(3 * (1000 + pool), shown["db_client_operation_npgsql_bytes_read_bytes_total" + labels]);
            Assert.Equal(1, shown["db_client_operation_npgsql_executing" + labels]);
        }
    }

    [Fact]
    public void Numbers_as_attributes_are_told_apart_by_what_they_say()
    {
        using var page = TestPage.WithMeters("Npgsql");
        using var meter = new Meter("Npgsql");
        var counter = meter.CreateCounter<long>("things");
        for (var port = 1; port <= 3; port++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("server.port", port));
            counter.Add(1, new KeyValuePair<string, object?>("server.port", port));
        }

        var shown = page.Read();

        Assert.All([1, 2, 3], port => Assert.Equal(2, shown[$"things_total{{server_port=\"{port}\"}}"]));
    }

    [Fact]
    public void Attributes_without_bound_are_left_out_of_a_drivers_series()
    {
        using var page = TestPage.WithMeters("Npgsql");
        using var meter = new Meter("Npgsql");
        var counter = meter.CreateCounter<long>("things");
        KeyValuePair<string, object?> pool = new("pool.name", "shop");
        for (var statement = 0; statement < 20; statement++)
        {
            counter.Add(1, pool, new("db.query.text", $"SELECT {statement}"));
        }

        Assert.Equal(20, page.Read()["things_total{db_client_connection_pool_name=\"shop\"}"]);
    }

    [Fact]
    public void What_middleware_counts_for_each_request_is_told_apart_by_every_attribute()
    {
        using var page = TestPage.WithMeters("Microsoft.AspNetCore.Routing");
        using var meter = new Meter("Microsoft.AspNetCore.Routing");
        var attempts = meter.CreateCounter<long>("aspnetcore.routing.match_attempts", "{match_attempt}");
        for (var route = 0; route < 40; route++)
        {
            attempts.Add(1, new("http.route", $"/r{route}"), new("aspnetcore.routing.is_fallback", false));
            attempts.Add(1, new("http.route", $"/r{route}"), new("aspnetcore.routing.is_fallback", true));
            attempts.Add(1, new("http.route", $"/r{route}"), new("aspnetcore.routing.is_fallback", true));
        }

        var shown = page.Read();

        Assert.All(Enumerable.Range(0, 40), route =>
        {
            Assert.Equal(1, shown[$"aspnetcore_routing_match_attempts_total{{aspnetcore_routing_is_fallback=\"false\",http_route=\"/r{route}\"}}"]);
            Assert.Equal(2, shown[$"aspnetcore_routing_match_attempts_total{{aspnetcore_routing_is_fallback=\"true\",http_route=\"/r{route}\"}}"]);
        });
    }
}
