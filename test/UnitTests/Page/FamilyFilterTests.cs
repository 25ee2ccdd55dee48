using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.UnitTests.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

public sealed class FamilyFilterTests
{
    [Theory]
    [InlineData("h_seconds", "h_seconds")]
    [InlineData("h_seconds_bucket", "h_seconds")]
    [InlineData("h_seconds_count", "h_seconds")]
    [InlineData("n_total", "n_total")]
    [InlineData("n", "n_total")]
    [InlineData("g", "g")]
    [InlineData("h", "")]
    [InlineData("N", "")]
    [InlineData("*", "")]
    public void A_name_of_a_family_or_of_its_samples_restricts_the_page(string name, string families) =>
        Assert.Equal(families, Families(name));

    [Fact]
    public void Several_names_are_several_families() => Assert.Equal("g,n_total", Families("n_total", "missing", "g"));

    [Fact]
    public void No_name_is_no_restriction()
    {
        Assert.Null(FamilyFilter.Of([]));
        Assert.Null(FamilyFilter.Of(["", null]));
    }

    [Fact]
    public void Filters_of_the_same_names_are_equal()
    {
        Assert.Equal(FamilyFilter.Of(["a", "b"]), FamilyFilter.Of(["b", "a", "b"]));
        Assert.Equal(FamilyFilter.Of(["a", "b"])!.GetHashCode(), FamilyFilter.Of(["b", "a"])!.GetHashCode());
        Assert.NotEqual(FamilyFilter.Of(["a"]), FamilyFilter.Of(["a", "b"]));
    }

    [Fact]
    public void A_page_without_families_is_a_page()
    {
        using var page = new TestPage();
        foreach (var format in Formats.All)
        {
            Assert.Equal(format.IsOpenMetrics ? "# EOF\n" : string.Empty, page.Text(new AskedPage(format, FamilyFilter.Of(["missing"]))));
        }
    }

    private static string Families(params string[] names)
    {
        using var page = new TestPage();
        page.Meter.CreateHistogram<double>("h", "s").Record(1);
        page.Meter.CreateCounter<int>("n").Add(1);
        page.Meter.CreateGauge<int>("g").Record(1);
        return string.Join(',', page.Text(new AskedPage(ExpositionFormat.PrometheusText, FamilyFilter.Of(names)))
            .Split('\n')
            .Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2]));
    }
}
