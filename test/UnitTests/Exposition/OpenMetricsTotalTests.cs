using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;
using static AspNetCorePrometheus.UnitTests.Exposition.PageText;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>
/// Totals, sums and counts are counters in OpenMetrics, neither negative nor NaN; the other formats show whatever was measured.
/// </summary>
public sealed class OpenMetricsTotalTests
{
    private static readonly Family Counter = Family.CreateRaw("n_total", "Help.", FamilyType.Counter);
    private static readonly Family Histogram = Family.CreateRaw("h", string.Empty, FamilyType.Histogram);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(-3, "-3")]
    public void A_total_that_is_no_counter_is_left_out_with_its_beginning_and_its_family(double value, string text)
    {
        Assert.Equal("# EOF\n", Of(ExpositionFormat.OpenMetrics, Page, created: true));
        Assert.Equal($"# TYPE n_total counter\n# HELP n_total Help.\nn_total {text}\n", Of(ExpositionFormat.PrometheusText, Page));
        Assert.Equal(value, MessageReader.Read(Page).Single().Metric.Single().Counter.Value);

        void Page(PageWriter page)
        {
            page.Begin(Counter);
            page.Sample(LabelSet.Empty, value, new SampleDetail(1_700_000_000_000));
        }
    }

    [Fact]
    public void The_other_series_of_its_family_and_the_families_around_it_stay()
    {
        Assert.Equal(
            "# TYPE before gauge\nbefore NaN\n"
            + "# TYPE n counter\n# HELP n Help.\nn_total{k=\"b\"} 2\nn_created{k=\"b\"} 1700000000.000\nn_total{k=\"d\"} +Inf\n"
            + "# TYPE after gauge\nafter -1\n# EOF\n",
            Of(ExpositionFormat.OpenMetrics, Page, created: true));

        static void Page(PageWriter page)
        {
            page.Begin(Family.CreateRaw("before", string.Empty, FamilyType.Gauge));
            page.Sample(LabelSet.Empty, double.NaN);
            page.Begin(Counter);
            page.Sample(Labels(("k", "a")), double.NaN, new SampleDetail(1_700_000_000_000));
            page.Sample(Labels(("k", "b")), 2L, new SampleDetail(1_700_000_000_000));
            page.Sample(Labels(("k", "c")), long.MinValue, new SampleDetail(1_700_000_000_000));
            page.Sample(Labels(("k", "d")), double.PositiveInfinity);
            page.Begin(Family.CreateRaw("after", string.Empty, FamilyType.Gauge));
            page.Sample(LabelSet.Empty, -1L);
        }
    }

    [Theory]
    [InlineData(double.NaN, 0, false)]
    [InlineData(double.NegativeInfinity, 0, false)]
    [InlineData(-0.5, 0, false)]
    [InlineData(4, -1, false)]
    [InlineData(0, 0, true)]
    [InlineData(4.5, 0, true)]
    [InlineData(double.PositiveInfinity, 0, true)]
    public void A_histogram_has_sum_and_count_if_the_sum_is_a_counter(double sum, double bound, bool shown)
    {
        var lines = StrictText.Read(Of(ExpositionFormat.OpenMetrics, Page, created: true), openMetrics: true);
        var text = StrictText.Read(Of(ExpositionFormat.PrometheusText, Page), openMetrics: false);

        string[] total = ["h_sum", "h_count"];
        Assert.Equal(["h_bucket", "h_bucket", .. shown ? total : [], "h_created"], lines.Select(line => line.Name));
        Assert.Equal(["h_bucket", "h_bucket", "h_sum", "h_count"], text.Select(line => line.Name));

        void Page(PageWriter page)
        {
            page.Begin(Histogram);
            page.Histogram(LabelSet.Empty, new BucketBounds([bound]), [1, 1], sum, new SampleDetail(1_700_000_000_000));
        }
    }

    [Fact]
    public void What_is_left_out_is_no_series()
    {
        using var buffer = new PageBuffer(long.MaxValue);
        var writer = PageWriter.Create(ExpositionFormat.OpenMetrics, buffer, created: true);

        writer.Begin(Counter);
        writer.Sample(LabelSet.Empty, -1.0, new SampleDetail(1_700_000_000_000));
        writer.Sample(Labels(("k", "a")), 1.0, new SampleDetail(1_700_000_000_000));
        writer.Begin(Histogram);
        writer.Histogram(LabelSet.Empty, new BucketBounds([1]), [1, 0], double.NaN);
        writer.End();

        Assert.Equal(2 + 2, writer.Series);
    }

    [Fact]
    public void A_measurement_that_is_not_a_number_is_no_exemplar()
    {
        var slots = new ExemplarSlots(1);
        slots.Put(0, new Exemplar(double.NaN, 1_700_000_000_000, new string('a', 32), new string('b', 16)));

        Assert.Equal(
            "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\n# EOF\n",
            Of(ExpositionFormat.OpenMetrics, page =>
            {
                page.Begin(Histogram);
                page.Histogram(LabelSet.Empty, new BucketBounds([]), [1], double.NaN, new SampleDetail(Exemplars: slots));
            }));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("60")]
    public void An_observed_total_comes_and_goes_with_its_sign_whether_or_not_idle_series_are_hidden(string hideIdle)
    {
        using var page = new TestPage(("HideIdleSeconds", hideIdle));
        var value = -1.0;
        page.Meter.CreateObservableCounter("n", () => value);

        foreach (var (next, shown) in new[] { (-1.0, false), (2, true), (double.NaN, false), (3, true), (-4, false) })
        {
            value = next;
            var text = page.Text(ExpositionFormat.OpenMetrics);
            Assert.Equal(shown, text.Contains("n_total ", StringComparison.Ordinal));
            Assert.Equal(shown, text.Contains("# TYPE n counter", StringComparison.Ordinal));
        }
    }
}
