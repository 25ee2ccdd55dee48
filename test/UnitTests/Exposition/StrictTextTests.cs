using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>The reader that other tests rely on refuses what it should, and takes what an application may have measured.</summary>
public sealed class StrictTextTests
{
    private const string Buckets = "# TYPE h histogram\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 2\n";

    [Theory]
    [InlineData("# TYPE a gauge\na 1\na 2\n")]
    [InlineData("# TYPE a gauge\na{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 1\n")]
    [InlineData("# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\na{x=\"1\"} 1\n")]
    [InlineData("# TYPE a gauge\na 1\n# HELP a Late.\n")]
    [InlineData("# TYPE a gauge\na 1\n# TYPE a gauge\n")]
    [InlineData("# TYPE a gauge\n# HELP a One.\n# HELP a Two.\na 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} -1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} NaN\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} 0.5\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"2.0\"} 1\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"1.00\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket 1\nh_sum 1\nh_count 1\n")]
    [InlineData(Buckets + "h_sum 1\nh_count 1\n")]
    [InlineData(Buckets + "h_sum 1\n")]
    [InlineData(Buckets + "h_count 2\n")]
    [InlineData("# TYPE h histogram\nh_sum 1\nh_count 1\n")]
    public void Both_formats_refuse(string page)
    {
        Assert.Throws<PageFormatException>(() => StrictText.Read(page, openMetrics: false));
        Assert.Throws<PageFormatException>(() => StrictText.Read(page + "# EOF\n", openMetrics: true));
    }

    [Theory]
    [InlineData("# TYPE a_seconds gauge\n# UNIT a_seconds seconds\n# UNIT a_seconds seconds\na_seconds 1\n")]
    [InlineData("# TYPE a_seconds gauge\na_seconds 1\n# UNIT a_seconds seconds\n")]
    [InlineData("# TYPE n counter\nn_total -1\n")]
    [InlineData("# TYPE n counter\nn_total NaN\n")]
    [InlineData("# TYPE n counter\nn_total{x=\"1\"} 1\nn_total{x=\"2\"} 1\nn_created{x=\"1\"} 1\n")]
    [InlineData("# TYPE n counter\nn_total 1\nn_created 1 # {} 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1E-07\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"-1.0\"} 0\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"-1.0\"} 0\nh_bucket{le=\"+Inf\"} 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} 0\nh_bucket{le=\"2.0\"} 1\nh_bucket{le=\"+Inf\"} 1\n")]
    [InlineData(Buckets + "h_sum NaN\nh_count 2\n")]
    [InlineData(Buckets + "h_sum -1\nh_count 2\n")]
    [InlineData(Buckets + "h_sum 1 # {} 1\nh_count 2\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} 1 # {} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 2 # {} 0.5\nh_sum 1\nh_count 2\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 2 # {} NaN\nh_sum 1\nh_count 2\n")]
    public void OpenMetrics_refuses(string page) =>
        Assert.Throws<PageFormatException>(() => StrictText.Read(page + "# EOF\n", openMetrics: true));

    [Theory]
    [InlineData(Buckets)]
    [InlineData(Buckets + "h_created 1.5\n")]
    [InlineData(Buckets + "h_sum 0\nh_count 2\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"-1.0\"} 0\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} 1 # {} 1\nh_bucket{le=\"+Inf\"} 2 # {} +Inf\nh_sum 1\nh_count 2\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1.0\"} 1 # {} -Inf\nh_bucket{le=\"+Inf\"} 1\n")]
    [InlineData("# TYPE g gauge\ng NaN\n")]
    public void OpenMetrics_takes(string page) => StrictText.Read(page + "# EOF\n", openMetrics: true);

    [Theory]
    [InlineData("# TYPE n_total counter\nn_total NaN\n")]
    [InlineData("# TYPE n_total counter\nn_total -1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"-1E-07\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum -1\nh_count 2\n")]
    [InlineData(Buckets + "h_sum NaN\nh_count 2\n")]
    public void Text_shows_whatever_was_measured(string page) => StrictText.Read(page, openMetrics: false);
}
