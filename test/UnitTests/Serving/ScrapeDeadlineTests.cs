using AspNetCorePrometheus.Instrumentation.Serving;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving;

public sealed class ScrapeDeadlineTests
{
    [Theory]
    [InlineData("10", 9.5)]
    [InlineData("9.75", 9.25)]
    [InlineData("1e1", 9.5)]
    [InlineData("2", 1.5)]
    [InlineData("1", 0.75)]
    [InlineData("0.2", 0.15)]
    [InlineData("1e300", 599.5)]
    [InlineData("Infinity", 599.5)]
    [InlineData(null, 30)]
    [InlineData("", 30)]
    [InlineData("0", 30)]
    [InlineData("-1", 30)]
    [InlineData("NaN", 30)]
    [InlineData("10s", 30)]
    [InlineData("10,10", 30)]
    public void It_is_a_little_before_the_scrapers_own(string? header, double seconds)
    {
        var deadline = ScrapeDeadline.Of(header);

        Assert.Equal(TimeSpan.FromSeconds(seconds), deadline.Limit);
        Assert.InRange(deadline.Left, TimeSpan.Zero, deadline.Limit);
    }
}
