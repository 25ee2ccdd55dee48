using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Faults;

[Collection(ProcessWide.Name)]
public sealed class FaultReportTests
{
    private readonly string _instrumentation = Guid.NewGuid().ToString("N");

    [Fact]
    public void A_fault_is_counted_each_time_and_written_once()
    {
        using var log = new LogFile();
        for (var i = 0; i < 3; i++)
        {
            Assert.True(FaultReport.Contain(9001, _instrumentation, new TimeZoneNotFoundException("a secret")));
        }

        Assert.Equal(3, FaultReport.Counts.Single(count => count.Key == _instrumentation).Value);
        Assert.Contains("[9001]", log.Text, StringComparison.Ordinal);
        Assert.Equal(2, log.Text.Split(nameof(TimeZoneNotFoundException)).Length);
        Assert.DoesNotContain("a secret", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_event_and_another_type_are_written_too()
    {
        using var log = new LogFile();
        FaultReport.Contain(9002, _instrumentation, new FormatException());
        FaultReport.Contain(9003, _instrumentation, new FormatException());
        FaultReport.Contain(9002, _instrumentation, new OverflowException());
        FaultReport.Note(9002, _instrumentation, "fourth");

        foreach (var message in new[]
        {
            $"[9002] {_instrumentation}: System.FormatException", $"[9003] {_instrumentation}: System.FormatException",
            $"[9002] {_instrumentation}: System.OverflowException", $"[9002] {_instrumentation}: fourth",
        })
        {
            Assert.Contains(message, log.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void With_fail_fast_a_fault_is_written_and_not_contained()
    {
        using var log = new LogFile();
        FaultReport.FailFast = true;
        try
        {
            Assert.False(FaultReport.Contain(9004, _instrumentation, new FormatException()));
        }
        finally
        {
            FaultReport.FailFast = false;
        }

        Assert.Contains("FormatException", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_many_threads_are_all_counted()
    {
        using var log = new LogFile();
        Parallel.For(0, 1000, _ => FaultReport.Note(9005, _instrumentation, "the same"));

        Assert.Equal(1000, FaultReport.Counts.Single(count => count.Key == _instrumentation).Value);
    }
}
