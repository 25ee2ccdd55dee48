using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.SampleApp;

public sealed class ForeignReaderTests(ShopRun shop) : IClassFixture<ShopRun>
{
    [Fact]
    public async Task Prometheus_client_library_for_Python_reads_the_same_samples_in_both_formats()
    {
        var openMetrics = await shop.App.ScrapeOpenMetricsAsync();

        var answers = await ForeignReader.ReadAsync([(shop.Page.Text, false), (openMetrics.Text, true)]);

        Assert.Equal([null, null], answers.Select(answer => answer.Error));
        Assert.Equal(Samples(shop.Page), Texts(answers[0].Samples));
        Assert.Equal(Samples(openMetrics), Texts(answers[1].Samples));
    }

    private static IEnumerable<string> Samples(Page page) => Texts(page.Families.SelectMany(family => family.Samples));

    private static IEnumerable<string> Texts(IEnumerable<Sample> samples) => samples.Select(sample => sample.ToString());
}
