using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Scraping;

/// <summary>The parser that the other tests rely on refuses what it should.</summary>
public sealed class StrictParserTests
{
    [Theory]
    [InlineData("a 1\n")]
    [InlineData("# TYPE a gauge\na 1")]
    [InlineData("# TYPE a gauge\na 1\na 1\n")]
    [InlineData("# TYPE a gauge\n# TYPE a gauge\na 1\n")]
    [InlineData("# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\na{x=\"1\"} 1\n")]
    [InlineData("# TYPE a gauge\na{x=\"\\t\"} 1\n")]
    [InlineData("# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n")]
    [InlineData("# TYPE a gauge\na{x=\"1} 1\n")]
    [InlineData("# TYPE a gauge\na 1,5\n")]
    [InlineData("# TYPE a gauge\na  1\n")]
    [InlineData("# TYPE a counter\na 1\n")]
    [InlineData("# TYPE a gauge\n# HELP a \\x\na 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    public void A_broken_text_page_is_refused(string page) =>
        Assert.Throws<PageFormatException>(() => PageParser.ParseText(page));

    [Theory]
    [InlineData("# TYPE a gauge\na 1\n")]
    [InlineData("# TYPE a_total counter\na_total 1\n# EOF\n")]
    [InlineData("# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n")]
    [InlineData("# TYPE a gauge\na 1 # {x=\"1\"} 1\n# EOF\n")]
    [InlineData("# TYPE a gauge\na 1\n# EOF\n# EOF\n")]
    public void A_broken_OpenMetrics_page_is_refused(string page) =>
        Assert.Throws<PageFormatException>(() => PageParser.ParseOpenMetrics(page));

    [Fact]
    public void A_label_value_is_read_with_its_escapes()
    {
        var page = PageParser.ParseText("# TYPE a gauge\na{x=\"\\\\,}\\\"\\n\",y=\"\"} +Inf\n");

        Assert.Equal(double.PositiveInfinity, page.Value("a", ("x", "\\,}\"\n")));
    }

    [Fact]
    public void An_exemplar_is_read()
    {
        var page = PageParser.ParseOpenMetrics("# TYPE a counter\na_total 1.0 # {trace_id=\"ab\"} 0.5 12.25\n# EOF\n");

        Assert.Equal("trace_id=ab", Assert.Single(page.Samples("a_total")).Exemplar);
    }
}
