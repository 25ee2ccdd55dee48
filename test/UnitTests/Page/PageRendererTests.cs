using System.Globalization;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.UnitTests.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

public sealed class PageRendererTests
{
    [Fact]
    public void The_beginnings_of_series_are_those_of_the_process()
    {
        using var page = new TestPage(("Created", "true"));
        var lanes = new LaneFactory(TestSettings.Of());
        var earliest = DateTimeOffset.UtcNow.AddSeconds(-1);
        page.Meter.CreateCounter<int>("counter").Add(1);
        page.Meter.CreateHistogram<int>("histogram").Record(1);
        var counts = lanes.Counter("lane.counter", "{thing}", "Lane.");
        counts.Series().Add(1);
        var sizes = lanes.Histogram("lane.histogram", "By", "Lane.", LaneBounds.Bytes([1]));
        sizes.Series().Record(1L);
        page.Catalog.Add(counts);
        page.Catalog.Add(sizes);

        var text = page.Text(ExpositionFormat.OpenMetrics);
        var messages = MessageReader.Read(page.Bytes(new AskedPage(ExpositionFormat.Protobuf)));

        foreach (var name in new[] { "counter", "histogram", "lane_counter", "lane_histogram_bytes" })
        {
            var line = text.Split('\n').Single(line => line.StartsWith(name + "_created ", StringComparison.Ordinal));
            AssertIsNow(double.Parse(line.AsSpan(line.IndexOf(' ') + 1), CultureInfo.InvariantCulture));
            var series = messages.Single(family => family.Name is var told && (told == name || told == name + "_total")).Metric.Single();
            AssertIsNow((series.Counter?.Created ?? series.Histogram.Created).Seconds);
        }

        void AssertIsNow(double seconds) =>
            Assert.InRange(seconds, earliest.ToUnixTimeMilliseconds() / 1000.0, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1.0);
    }

    private static readonly AskedPage Text = new(ExpositionFormat.PrometheusText);

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_scrape_waits_for_another_without_holding_a_thread()
    {
        using var page = new TestPage();
        using var callback = new HeldCallback(page.Meter);
        var first = page.Renderer.RenderAsync(Text, Long, default).AsTask();
        callback.WaitUntilEntered();

        // Were the caller's thread held, these would not return before the first page is there.
        var second = page.Renderer.RenderAsync(Text, Long, default).AsTask();
        Assert.False(second.IsCompleted);
        using var given = new CancellationTokenSource();
        var third = page.Renderer.RenderAsync(Text, Long, given.Token).AsTask();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);

        callback.Release();
        using var one = await first;
        using var other = await second;
        Assert.True(one.Length > 0 && other.Length > 0);
    }

    [Fact]
    public async Task Scrapes_that_come_meanwhile_share_the_next_page_and_see_what_was_measured_before_they_came()
    {
        using var page = new TestPage();
        using var callback = new HeldCallback(page.Meter);
        var counter = page.Meter.CreateCounter<int>("seen");
        counter.Add(1);
        var first = page.Renderer.RenderAsync(Text, Long, default).AsTask();
        callback.WaitUntilEntered();
        counter.Add(1);
        var others = Enumerable.Range(0, 50).Select(_ => page.Renderer.RenderAsync(Text, Long, default).AsTask()).ToArray();
        var blocked = Task.Run(() => page.Renderer.Render(new AskedPage(ExpositionFormat.OpenMetrics), Long));
        await Eventually.True(() => page.Renderer.Waiting == 2, "both kinds of pages wait");
        callback.Release();

        (await first).Dispose();
        var shared = await Task.WhenAll(others);
        using var openMetrics = await blocked;

        Assert.Equal(2, callback.Calls);
        Assert.Single(shared.Distinct());
        Assert.Contains("\nseen_total 2\n", TestPage.TextOf(shared[0]), StringComparison.Ordinal);
        Assert.Contains("\nseen_total 2\n", TestPage.TextOf(openMetrics), StringComparison.Ordinal);
        Array.ForEach(shared[1..], other => other.Dispose());
        Assert.True(shared[0].Length > 0);
        shared[0].Dispose();
        Assert.Throws<InvalidOperationException>(() => shared[0].Length);
    }

    [Fact]
    public async Task A_callback_that_hangs_holds_one_thread_and_no_scrape()
    {
        using var page = new TestPage();
        using var callback = new HeldCallback(page.Meter);
        var soon = TimeSpan.FromMilliseconds(20);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => page.Renderer.RenderAsync(Text, soon, default).AsTask());
            Assert.Throws<TimeoutException>(() => page.Renderer.Render(Text, soon));
        }

        Assert.Equal(1, callback.Calls);
        callback.Release();
        using var after = await page.Renderer.RenderAsync(Text, Long, default);
        Assert.True(after.Length > 0);

        // None of the pages that nobody waits for any longer was made.
        Assert.Equal(2, callback.Calls);
    }

    [Fact]
    public async Task A_page_that_nobody_waits_for_any_longer_is_not_finished()
    {
        using var page = new TestPage();
        using var callback = new HeldCallback(page.Meter);
        var stream = new EndlessStream();
        page.Catalog.Add(stream);
        using var given = new CancellationTokenSource();
        var scrape = page.Renderer.RenderAsync(Text, Long, given.Token).AsTask();
        callback.WaitUntilEntered();
        callback.Release();
        await Eventually.True(() => stream.Written > 100_000, "the page is being written");
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scrape);
        await Eventually.True(() => stream.HasEnded, "the writing ends");
    }

    [Fact]
    public async Task Kinds_of_pages_that_are_waited_for_have_a_bound()
    {
        using var page = new TestPage();
        using var callback = new HeldCallback(page.Meter);
        var first = page.Renderer.RenderAsync(Text, Long, default).AsTask();
        callback.WaitUntilEntered();
        var others = Enumerable.Range(100, 64).Select(kind => page.Renderer.RenderAsync(Kind(kind), Long, default).AsTask()).ToArray();

        await Assert.ThrowsAsync<PageRefusedException>(() => page.Renderer.RenderAsync(Kind(99), Long, default).AsTask());

        callback.Release();
        (await first).Dispose();
        foreach (var other in others)
        {
            (await other).Dispose();
        }
    }

    [Fact]
    public async Task Pages_that_are_held_have_a_bound_together()
    {
        using var page = new TestPage(("MaxScrapeBytes", "700000"), ("SeriesLimit", "20000"));
        var counter = page.Meter.CreateCounter<int>("filled");
        for (var i = 0; i < 20_000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("number", i));
        }

        var held = new Stack<SharedPage>();
        var refused = await Assert.ThrowsAsync<PageRefusedException>(async () =>
        {
            while (held.Count < 10)
            {
                held.Push(await page.Renderer.RenderAsync(Text, Long, default));
            }
        });

        Assert.Contains("1400000 bytes", refused.Message, StringComparison.Ordinal);
        Assert.InRange(held.Count, 2, 3);
        held.Pop().Dispose();
        using var after = await page.Renderer.RenderAsync(Text, Long, default);
        while (held.TryPop(out var other))
        {
            other.Dispose();
        }
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

        Assert.InRange(page.LeastAllocated(format, 400_000), 0, 4096);
    }

    private static AskedPage Kind(int number) => new(ExpositionFormat.PrometheusText, FamilyFilter.Of([$"kind{number}"]));
}
