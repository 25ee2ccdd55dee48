using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using FsCheck.Fluent;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>Pages in the readers of Prometheus' client library for Python, which read as <see cref="StrictText"/> reads.</summary>
public sealed class ForeignReaderTests
{
    private static readonly ExpositionFormat[] TextFormats = [.. Formats.All.Where(format => !format.IsProtobuf)];

    [Fact]
    public Task Every_golden_page_is_read() => CheckAsync(
        Directory.GetFiles(Golden.Folder, "*.txt")
            .Where(file => !file.EndsWith(".protobuf.txt", StringComparison.Ordinal))
            .Select(file => (File.ReadAllText(file), file.EndsWith(".openmetrics.txt", StringComparison.Ordinal))));

    [Fact]
    public Task Pages_of_any_label_values_and_numbers_are_read() => CheckAsync(
        from rows in HostilePage.Rows.Generator.Sample(20, 12)
        from format in TextFormats
        select (PageText.Of(format, page => HostilePage.Write(page, rows), created: true), format.IsOpenMetrics));

    [Fact]
    public Task Pages_of_any_names_and_units_are_read() => CheckAsync(
        from given in HostilePage.Names.Generator.Sample(50, 100)
        from format in TextFormats
        select (PageText.Of(format, page => HostilePage.Write(page, given), created: true), format.IsOpenMetrics));

    [Fact]
    public async Task A_page_of_the_product_is_read()
    {
        using var page = new TestPage(("Created", "true"));
        page.Meter.CreateCounter<double>("n", "s").Add(double.NaN);
        page.Meter.CreateHistogram<double>("h", "By").Record(double.NaN);
        page.Meter.CreateHistogram<double>("i").Record(-1);
        page.Meter.CreateUpDownCounter<double>("u").Add(-1);

        await CheckAsync(TextFormats.Select(format => (page.Text(format), format.IsOpenMetrics)));
    }

    [Theory]
    [InlineData("# TYPE n counter\nn_total NaN\n# EOF\n")]
    [InlineData("# TYPE n counter\nn_total -1\n# EOF\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum NaN\nh_count 1\n# EOF\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"-1.0\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum -1\nh_count 1\n# EOF\n")]
    [InlineData("# TYPE g gauge\ng 1\n")]
    public async Task A_page_that_OpenMetrics_forbids_is_refused(string page)
    {
        var answer = Assert.Single(await ForeignReader.ReadAsync([(page, true)]));

        Assert.NotNull(answer.Error);
        Assert.Throws<PageFormatException>(() => StrictText.Read(page, openMetrics: true));
    }

    private static async Task CheckAsync(IEnumerable<(string Page, bool OpenMetrics)> given)
    {
        var pages = given.ToArray();
        var answers = await ForeignReader.ReadAsync(pages);

        Assert.NotEmpty(pages);
        Assert.Equal(pages.Length, answers.Count);
        foreach (var (answer, (page, openMetrics)) in answers.Zip(pages))
        {
            Assert.True(answer.Error is null, $"{answer.Error}\n{page[..Math.Min(page.Length, 2000)]}");
            Assert.Equal(StrictText.Read(page, openMetrics).Select(Text), answer.Samples.Select(Text));
        }
    }

    // Its minus zero is zero.
    private static string Text(Sample sample) => (sample with { Value = sample.Value + 0.0 }).ToString();
}
