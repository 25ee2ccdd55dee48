using System.Diagnostics;
using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using Npgsql;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases;

/// <summary>The failures that Npgsql's meter counts, by the names of its versions.</summary>
[Collection(ProcessWide.Name)]
public sealed class UncertainFailuresTests : IDisposable
{
    private const string Failed = "db_client_operation_failed_total";

    private readonly TestPage _page = TestPage.WithMeters("Npgsql");
    private readonly Meter _meter = new("Npgsql");

    [Theory]
    [InlineData("db.client.commands.failed")]
    [InlineData("db.client.operation.failed")]
    public void A_failure_of_a_raw_command_counts_and_one_inside_a_call_of_EF_Core_does_not(string name)
    {
        var failed = _meter.CreateCounter<int>(name, "{command}");
        failed.Add(1);
        EfCoreFlow.Enter(isAsync: false);
        failed.Add(1);
        Assert.True(EfCoreFlow.TakeMeasurement());
        failed.Add(1);

        Assert.Equal(2, _page.Read()[Failed]);
    }

    [Fact]
    public void A_failure_that_EF_Core_tells_of_afterwards_does_not_count_and_one_that_Npgsql_counts_nowhere_takes_none_away()
    {
        var failed = _meter.CreateCounter<int>("db.client.operation.failed", "{command}");
        failed.Add(1);
        failed.Add(1);
        UncertainFailures.Claim(new PostgresException("23505"), null);
        UncertainFailures.Claim(new PostgresException("57P01"), null);
        UncertainFailures.Claim(new InvalidOperationException(), null);
        Assert.Equal(1, _page.Read()[Failed]);

        UncertainFailures.Claim(new PostgresException("23505"), null);
        Assert.Equal(1, _page.Read()[Failed]);
    }

    [Theory]
    [InlineData("Host=one;Username=u;Database=shop", 5432)]
    [InlineData("Host=one;Port=5433;Username=u;Database=shop", 5433)]
    [InlineData("given/name", 5432)]
    public void A_failure_that_EF_Core_tells_of_is_one_of_its_database_and_no_later_one_of_another(string name, int port)
    {
        var failed = _meter.CreateCounter<int>("db.client.operation.failed", "{command}");
        failed.Add(1, Pool(name));
        failed.Add(1, Pool("Host=two;Username=u;Database=shop"));
        failed.Add(1, Pool("Host=one;Username=u;Database=other"));
        UncertainFailures.Claim(new PostgresException("23505"), new DatabaseIdentity("postgresql", "shop", "one", port));
        UncertainFailures.Claim(new PostgresException("23505"), new DatabaseIdentity("postgresql", "shop", "three", 5432));

        Assert.Equal(
            [Series("one/other"), Series("two/shop")],
            _page.Read().Keys.Where(key => key.StartsWith(Failed, StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Of_several_failures_of_a_database_the_last_on_the_same_thread_is_the_one_that_EF_Core_tells_of()
    {
        var failed = _meter.CreateCounter<int>("db.client.operation.failed", "{command}");
        failed.Add(1, Pool("here"));
        var other = new Thread(() => failed.Add(1, Pool("elsewhere")));
        other.Start();
        other.Join();
        UncertainFailures.Claim(new PostgresException("23505"), null);

        Assert.Equal([Series("elsewhere")], _page.Read().Keys.Where(key => key.StartsWith(Failed, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_command_that_took_too_long_takes_the_last_failure_on_its_thread_and_no_other()
    {
        var failed = _meter.CreateCounter<int>("db.client.operation.failed", "{command}");
        failed.Add(1, Pool("here"));
        var other = new Thread(() => failed.Add(1, Pool("elsewhere")));
        other.Start();
        other.Join();
        UncertainFailures.Claim(new NpgsqlException(new IOException()), null);
        UncertainFailures.Claim(new NpgsqlException(new TimeoutException()), null);
        UncertainFailures.Claim(new NpgsqlException(new TimeoutException()), null);

        Assert.Equal([Series("elsewhere")], _page.Read().Keys.Where(key => key.StartsWith(Failed, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_exemplar_is_of_the_trace_in_which_the_command_failed()
    {
        var failed = _meter.CreateCounter<int>("db.client.operation.failed", "{command}");
        _page.Text();
        using var first = Sampled("failing");
        failed.Add(1);
        first.Stop();
        using var second = Sampled("scraping");
        var text = _page.Text(ExpositionFormat.OpenMetrics);

        Assert.Contains($"trace_id=\"{first.TraceId}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(second.TraceId.ToString(), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_beyond_those_that_wait_count_at_once_and_none_is_lost()
    {
        var failed = _meter.CreateCounter<int>("db.client.operation.failed", "{command}");
        for (var i = 0; i < 1000; i++)
        {
            failed.Add(1);
        }

        Assert.Equal(1000, _page.Read()[Failed]);
    }

    private static KeyValuePair<string, object?> Pool(string name) => new("db.client.connection.pool.name", name);

    private static string Series(string pool) => $"{Failed}{{db_client_connection_pool_name=\"{pool}\"}}";

    private static Activity Sampled(string name) =>
        new Activity(name) { ActivityTraceFlags = ActivityTraceFlags.Recorded }.SetIdFormat(ActivityIdFormat.W3C).Start();

    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
    }
}
