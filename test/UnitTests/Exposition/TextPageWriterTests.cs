using AspNetCorePrometheus.Instrumentation.Exposition;
using Xunit;
using static AspNetCorePrometheus.UnitTests.Exposition.PageText;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class TextPageWriterTests
{
    private static readonly Family Gauge = Family.CreateRaw("g", string.Empty, FamilyType.Gauge);
    private static readonly Family Histogram = Family.CreateRaw("h", string.Empty, FamilyType.Histogram);

    [Theory]
    [InlineData(nameof(ExpositionFormat.PrometheusText), "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData(nameof(ExpositionFormat.OpenMetrics), "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    public void Each_format_has_its_content_type(string format, string contentType) =>
        Assert.Equal(contentType, ExpositionFormats.ContentType(Formats.Named(format)));

    [Fact]
    public void An_empty_page_is_nothing_in_text_and_an_end_mark_in_OpenMetrics()
    {
        Assert.Equal(string.Empty, Of(ExpositionFormat.PrometheusText, _ => { }));
        Assert.Equal("# EOF\n", Of(ExpositionFormat.OpenMetrics, _ => { }));
    }

    [Fact]
    public void Every_sample_line_counts_as_a_series()
    {
        using var buffer = new PageBuffer(long.MaxValue);
        var writer = PageWriter.Create(ExpositionFormat.OpenMetrics, buffer);

        writer.Begin(Histogram);
        writer.Histogram(LabelSet.Empty, new BucketBounds([1, 2]), [1, 0, 0], 1);
        writer.Histogram(LabelSet.Empty, new BucketBounds([-1, 2]), [1, 0, 0], 1);
        writer.Begin(Gauge);
        writer.Sample(LabelSet.Empty, 1L);
        writer.Sample(LabelSet.Empty, 1.5);
        writer.End();

        Assert.Equal(5 + 3 + 2, writer.Series);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(65_500)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void A_line_of_any_length_is_written_whole(int length)
    {
        var value = new string('x', length);
        var labels = Labels(("v", value));

        var page = Of(ExpositionFormat.PrometheusText, writer =>
        {
            writer.Begin(Gauge);
            writer.Sample(labels, 1L);
            writer.Sample(LabelSet.Empty, 2.5);
            writer.Begin(Histogram);
            writer.Histogram(labels, new BucketBounds([]), [3], 4);
        });

        Assert.Equal(
            $"# TYPE g gauge\ng{{v=\"{value}\"}} 1\ng 2.5\n"
            + $"# TYPE h histogram\nh_bucket{{v=\"{value}\",le=\"+Inf\"}} 3\n"
            + $"h_sum{{v=\"{value}\"}} 4\nh_count{{v=\"{value}\"}} 3\n",
            page);
    }

    [Fact]
    public void A_writer_is_used_for_page_after_page()
    {
        using var first = new PageBuffer(long.MaxValue);
        using var second = new PageBuffer(long.MaxValue);
        var writer = PageWriter.Create(ExpositionFormat.PrometheusText, first);
        writer.Begin(Gauge);
        writer.Sample(LabelSet.Empty, 1L);

        writer.Reset(second);
        writer.Begin(Gauge);
        writer.Sample(LabelSet.Empty, 2L);

        Assert.Equal(1, writer.Series);
        Assert.Equal("# TYPE g gauge\ng 1\n", Of(first));
        Assert.Equal("# TYPE g gauge\ng 2\n", Of(second));
    }

    [Fact]
    public void A_page_beyond_its_limit_is_refused()
    {
        using var buffer = new PageBuffer(20);
        var writer = PageWriter.Create(ExpositionFormat.PrometheusText, buffer);
        writer.Begin(Gauge);

        Assert.Throws<PageTooLargeException>(() => writer.Sample(Labels(("a", "b")), 1L));
    }

    [Fact]
    public void Wrong_use_is_told()
    {
        using var buffer = new PageBuffer(long.MaxValue);
        var writer = PageWriter.Create(ExpositionFormat.PrometheusText, buffer);
        Assert.Throws<InvalidOperationException>(() => writer.Sample(LabelSet.Empty, 1L));

        writer.Begin(Histogram);
        Assert.Throws<ArgumentException>(() => writer.Histogram(LabelSet.Empty, new BucketBounds([1]), [1], 1));
        Assert.Throws<ArgumentException>(() => new BucketBounds([1, 1]));
        Assert.Throws<ArgumentException>(() => new BucketBounds([double.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => new BucketBounds([double.NaN]));
    }

    [Fact]
    public void Samples_allocate_nothing()
    {
        using var buffer = new PageBuffer(long.MaxValue);
        var writer = PageWriter.Create(ExpositionFormat.OpenMetrics, buffer);
        var labels = Labels(("method", "GET"), ("route", "/orders/{id}"));
        var bounds = new BucketBounds([0.1, 1, 10]);
        Write();
        buffer.Clear();
        writer.Reset(buffer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Write()
        {
            writer.Begin(Gauge);
            for (var i = 0; i < 1000; i++)
            {
                writer.Sample(labels, (long)i);
                writer.Sample(labels, i / 7.0);
            }

            writer.Begin(Histogram);
            for (var i = 0; i < 100; i++)
            {
                writer.Histogram(labels, bounds, [i, 0, 1, 2], i / 3.0);
            }

            writer.End();
        }
    }
}
