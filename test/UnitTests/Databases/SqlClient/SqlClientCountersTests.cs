using System.Diagnostics.Tracing;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases.SqlClient;

public class SqlClientCountersTests
{
    private const EventKeywords Trace = (EventKeywords)2;

    [Fact]
    public async Task Connections_are_counted_and_no_trace_is_switched_on()
    {
        using var source = new EventSource("Microsoft.Data.SqlClient.EventSource");
        using var used = new PollingCounter("number-of-active-connections", source, static () => 3);
        using var idle = new PollingCounter("number-of-free-connections", source, static () => 5);
        using var other = new PollingCounter("active-hard-connections", source, static () => 8);
        var families = new DatabaseFamilies(TestSettings.Of());
        using var counters = new SqlClientCounters(families.ConnectionCount, seconds: 0.1);

        Assert.True(source.IsEnabled());
        Assert.False(source.IsEnabled(EventLevel.Informational, Trace));
        Assert.False(source.IsEnabled(EventLevel.Critical, Trace));
        await Eventually.True(() => Connections().Labels.Count == 2, "the counters have arrived");
        Assert.Equal(3, Connections().Count(State("used")));
        Assert.Equal(5, Connections().Count(State("idle")));

        Samples Connections() => Samples.Of(families.ConnectionCount);
        static (string, string)[] State(string state) =>
            [("db_client_connection_pool_name", "Microsoft.Data.SqlClient"), ("db_client_connection_state", state)];
    }
}
