using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.UnitTests.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

public sealed class PageRendererTests
{
    [Fact]
    public async Task A_scrape_waits_for_another_without_holding_a_thread()
    {
        using var page = new TestPage();
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        page.Meter.CreateObservableGauge("slow", () =>
        {
            entered.Set();
            release.Wait(TimeSpan.FromSeconds(30));
            return 1;
        });
        var first = Task.Run(() => page.Renderer.RenderAsync(ExpositionFormat.PrometheusText, CancellationToken.None));
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30)));

        // Were the caller's thread held, this would not return before the first page is there.
        var second = page.Renderer.RenderAsync(ExpositionFormat.PrometheusText, CancellationToken.None);
        Assert.False(second.IsCompleted);
        using var given = new CancellationTokenSource();
        var third = page.Renderer.RenderAsync(ExpositionFormat.PrometheusText, given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);

        release.Set();
        using var one = await first;
        using var other = await second;
        Assert.True(one.Length > 0 && other.Length > 0);
    }

    [Theory]
    [InlineData(nameof(ExpositionFormat.PrometheusText))]
    [InlineData(nameof(ExpositionFormat.OpenMetrics))]
    [InlineData(nameof(ExpositionFormat.Protobuf))]
    public void A_page_of_ten_thousand_series_allocates_no_more_than_four_kilobytes_once_its_labels_are_known(string format)
    {
        using var page = new TestPage(("SeriesLimit", "20000"));
        var counter = page.Meter.CreateCounter<int>("n");
        var histogram = page.Meter.CreateHistogram<double>("h", "s");
        for (var i = 0; i < 10_000; i++)
        {
            counter.Add(1, new("i", i), new KeyValuePair<string, object?>("route", "/orders/{id}"));
            histogram.Record(i % 16, new KeyValuePair<string, object?>("i", i / 16));
        }

        for (var i = 0; i < 3; i++)
        {
            page.Renderer.Render(Formats.Named(format)).Dispose();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        page.Renderer.Render(Formats.Named(format)).Dispose();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }
}
