using System.Diagnostics.Metrics;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public sealed class MetricPipelineTests
{
    [Fact]
    public void Measurements_before_the_first_page_are_on_it()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var counter = meter.CreateCounter<int>("early");
        counter.Add(3, new KeyValuePair<string, object?>("a", "b"));
        meter.CreateHistogram<double>("sizes", "By").Record(7);
        meter.CreateUpDownCounter<long>("level").Add(-5);
        meter.CreateGauge<float>("heat").Record(1.5f);

        var read = page.Read();

        Assert.Equal(3, read["early_total{a=\"b\"}"]);
        Assert.Equal(7, read["sizes_bytes_sum"]);
        Assert.Equal(-5, read["level"]);
        Assert.Equal(1.5, read["heat"]);
        counter.Add(4, new KeyValuePair<string, object?>("a", "b"));
        Assert.Equal(7, page.Read()["early_total{a=\"b\"}"]);
    }

    [Fact]
    public void A_meter_that_ended_before_the_first_page_keeps_its_counts()
    {
        using var page = new TestPage();
        using (var meter = new Meter(page.Prefix))
        {
            meter.CreateCounter<int>("done").Add(3);
        }

        Assert.Equal(3, page.Read()["done_total"]);
        Assert.Equal(3, page.Read()["done_total"]);
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_while_measurements_are_handed_over()
    {
        const int Each = 20_000;
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var whole = meter.CreateCounter<long>("whole");
        var broken = meter.CreateCounter<double>("broken");
        var histogram = meter.CreateHistogram<int>("sizes");
        var writers = Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                whole.Add(1, new KeyValuePair<string, object?>("thread", thread));
                broken.Add(0.5);
                histogram.Record(2);
            }
        })).ToArray();
        while (!writers.All(writer => writer.IsCompleted))
        {
            page.Text();
        }

        await Task.WhenAll(writers);
        var read = page.Read();

        Assert.All(Enumerable.Range(0, 4), thread => Assert.Equal(Each, read[$"whole_total{{thread=\"{thread}\"}}"]));
        Assert.Equal(4 * Each * 0.5, read["broken_total"]);
        Assert.Equal(4 * Each, read["sizes_count"]);
        Assert.Equal(4 * Each * 2, read["sizes_sum"]);
    }

    [Fact]
    public void Meters_made_after_a_page_are_on_the_next()
    {
        using var page = new TestPage();
        page.Text();
        using var meter = new Meter(page.Prefix + ".Late");
        meter.CreateCounter<int>("late").Add(1);

        Assert.Equal(1, page.Read()["late_total"]);
    }

    [Fact]
    public void A_callback_that_throws_leaves_the_others()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        meter.CreateObservableGauge("first", () => 1);
        meter.CreateObservableGauge("broken", int () => throw new InvalidOperationException("broken on purpose"));
        meter.CreateObservableGauge("half", Half);
        meter.CreateObservableGauge("last", () => 2);

        var read = page.Read();

        Assert.Equal((1, 2), (read["first"], read["last"]));
        Assert.DoesNotContain("broken", read.Keys);
        Assert.Equal(2, page.Read()["last"]);

        static IEnumerable<Measurement<int>> Half()
        {
            yield return new Measurement<int>(1);
            throw new InvalidOperationException("broken on purpose");
        }
    }

    [Fact]
    public void An_observable_series_that_pauses_is_not_counted_twice()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var on = true;
        meter.CreateObservableCounter(
            "paused", () => on ? [new Measurement<int>(10)] : Array.Empty<Measurement<int>>());
        Assert.Equal(10, page.Read()["paused_total"]);
        on = false;
        page.Read();
        on = true;

        Assert.Equal(10, page.Read()["paused_total"]);
    }

    [Theory]
    [InlineData("n", true)]
    [InlineData("N-1.a_b/c", true)]
    [InlineData("1n", false)]
    [InlineData("_n", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    [InlineData("a:b", false)]
    public void A_name_that_OpenTelemetry_does_not_take_is_not_on_the_page(string name, bool isTaken)
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        meter.CreateCounter<int>(name).Add(1);
        meter.CreateCounter<int>(name + new string('x', 256 - name.Length)).Add(1);
        meter.CreateCounter<int>(name + new string('y', 255 - name.Length)).Add(1);

        Assert.Equal(isTaken ? 2 : 0, page.Read().Keys.Count(key => key.EndsWith("_total", StringComparison.Ordinal)));
    }

    [Fact]
    public void Attributes_that_grow_without_bound_are_left_out()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var counter = meter.CreateCounter<int>("calls");
        counter.Add(1, new KeyValuePair<string, object?>("network.peer.address", "10.0.0.1"), new("a", "b"));
        counter.Add(1, new KeyValuePair<string, object?>("network.peer.address", "10.0.0.2"), new("a", "b"));
        counter.Add(1, new("db.query.text", "SELECT 1"), new("dns.question.name", "x"), new("a", "b"));

        Assert.Equal(3, page.Read()["calls_total{a=\"b\"}"]);
    }

    [Fact]
    public void Beyond_the_series_limit_one_series_takes_the_rest_and_the_page_says_so()
    {
        using var page = new TestPage(("SeriesLimit", "10"), ("SeriesLimits", "wide=20"));
        using var meter = new Meter(page.Prefix);
        var narrow = meter.CreateCounter<int>("narrow");
        var wide = meter.CreateCounter<int>("wide");
        for (var i = 0; i < 15; i++)
        {
            narrow.Add(1, new KeyValuePair<string, object?>("n", i));
            wide.Add(1, new KeyValuePair<string, object?>("n", i));
        }

        page.Text();
        var read = page.Read();

        Assert.Equal(15, read.Where(sample => sample.Key.StartsWith("narrow_total", StringComparison.Ordinal)).Sum(sample => sample.Value));
        Assert.Equal(5, read["narrow_total{otel_metric_overflow=\"true\"}"]);
        Assert.Equal(15, read.Keys.Count(key => key.StartsWith("wide_total", StringComparison.Ordinal)));
        Assert.Equal(1, read["aspnetcore_prometheus_series_overflow{metric=\"narrow_total\"}"]);
        Assert.DoesNotContain("aspnetcore_prometheus_series_overflow{metric=\"wide_total\"}", read.Keys);
    }

    [Fact]
    public async Task Instruments_can_be_made_while_pages_are_rendered()
    {
        const int Instruments = 1000;
        using var page = new TestPage(("SeriesLimit", "2"));
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                page.Text();
            }
        })).ToArray();
        using var meter = new Meter(page.Prefix);
        try
        {
            for (var i = 0; i < Instruments; i++)
            {
                meter.CreateCounter<int>($"made{i}").Add(i);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(readers);
        }

        var read = page.Read();

        Assert.All(Enumerable.Range(0, Instruments), i => Assert.Equal(i, read[$"made{i}_total"]));
    }
}
