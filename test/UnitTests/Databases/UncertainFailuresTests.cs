using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Databases;
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
        UncertainFailures.Claim(new PostgresException("23505"));
        UncertainFailures.Claim(new PostgresException("57P01"));
        UncertainFailures.Claim(new InvalidOperationException());
        Assert.Equal(1, _page.Read()[Failed]);

        UncertainFailures.Claim(new PostgresException("23505"));
        Assert.Equal(1, _page.Read()[Failed]);
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

    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
    }
}
