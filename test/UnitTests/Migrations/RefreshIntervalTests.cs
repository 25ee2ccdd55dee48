using AspNetCorePrometheus.Instrumentation.Migrations;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public class RefreshIntervalTests
{
    [Theory]
    [InlineData(60, 0, 60)]
    [InlineData(60, 1, 60)]
    [InlineData(60, 2, 120)]
    [InlineData(60, 3, 240)]
    [InlineData(60, 4, 480)]
    [InlineData(60, 1000, 480)]
    [InlineData(300, 3, 600)]
    [InlineData(3600, 3, 3600)]
    [InlineData(1, 9, 8)]
    public void Failures_in_a_row_are_repeated_less_and_less_often(int refresh, int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RefreshInterval.Next(TimeSpan.FromSeconds(refresh), failures, 0));

    [Fact]
    public void Jitter_only_ever_shortens_and_by_a_tenth_at_the_most()
    {
        Assert.Equal(TimeSpan.FromSeconds(54), RefreshInterval.Next(TimeSpan.FromSeconds(60), 0, 1));
        Assert.Equal(TimeSpan.FromSeconds(57), RefreshInterval.Next(TimeSpan.FromSeconds(60), 0, 0.5));
    }
}
