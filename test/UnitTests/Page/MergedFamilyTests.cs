using System.Diagnostics;
using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

public sealed class MergedFamilyTests
{
    private const int Series = 2_000;

    [Theory]
    [InlineData(nameof(ExpositionFormat.PrometheusText), false)]
    [InlineData(nameof(ExpositionFormat.OpenMetrics), false)]
    [InlineData(nameof(ExpositionFormat.Protobuf), false)]
    [InlineData(nameof(ExpositionFormat.OpenMetrics), true)]
    [InlineData(nameof(ExpositionFormat.Protobuf), true)]
    public void Adding_up_hosts_allocates_nothing_once_their_series_are_known(string format, bool isNative)
    {
        using var page = new TestPage(("Exemplars", "true"), ("NativeHistograms", isNative ? "true" : "false"));
        using var first = new Meter(page.Prefix, "1");
        var second = new Meter(page.Prefix, "1");
        Measure(first);
        Measure(second);
        Assert.InRange(page.LeastAllocated(format, 20_000), 0, 4096);

        second.Dispose();
        Assert.InRange(page.LeastAllocated(format, 20_000), 0, 4096);
        Assert.Equal(2, page.Read()["n_total{i=\"1\"}"]);
    }

    [Fact]
    public void What_is_added_up_is_the_same_on_every_page()
    {
        using var page = new TestPage();
        using var first = new Meter(page.Prefix, "1");
        using var second = new Meter(page.Prefix, "1");
        var histogram = first.CreateHistogram<double>("h", "s");
        var other = second.CreateHistogram<double>("h", "s");
        first.CreateCounter<int>("n").Add(1);
        second.CreateCounter<double>("n").Add(2.5);
        histogram.Record(0.5);
        other.Record(2);

        for (var i = 1; i <= 3; i++)
        {
            var read = page.Read();
            Assert.Equal(3.5, read["n_total"]);
            Assert.Equal((2 * i, 2.5 * i), (read["h_seconds_count"], read["h_seconds_sum"]));
            Assert.Equal(2 * i, read["h_seconds_bucket{le=\"+Inf\"}"]);
            histogram.Record(0.5);
            other.Record(2);
        }
    }

    [Fact]
    public void A_series_that_hosts_no_longer_observe_is_not_shown_until_it_comes_back()
    {
        using var page = new TestPage();
        var observed = new[] { "ab", "ab" };
        var meters = Array.ConvertAll(observed, _ => new Meter(page.Prefix, "1"));
        for (var host = 0; host < meters.Length; host++)
        {
            var of = host;
            meters[host].CreateObservableUpDownCounter(
                "u", () => observed[of].Select(name => new Measurement<int>(1 + of, new KeyValuePair<string, object?>("i", $"{name}"))));
        }

        Assert.Equal([("u{i=\"a\"}", 3), ("u{i=\"b\"}", 3)], Shown());
        observed[0] = "a";
        Assert.Equal([("u{i=\"a\"}", 3), ("u{i=\"b\"}", 2)], Shown());
        observed[1] = "a";
        Assert.Equal([("u{i=\"a\"}", 3)], Shown());
        observed[1] = "abc";
        Assert.Equal([("u{i=\"a\"}", 3), ("u{i=\"b\"}", 2), ("u{i=\"c\"}", 2)], Shown());
        Array.ForEach(meters, meter => meter.Dispose());

        (string, double)[] Shown() =>
            [.. page.Read().Where(sample => sample.Key.StartsWith("u{", StringComparison.Ordinal)).Select(sample => (sample.Key, sample.Value)).Order()];
    }

    private static void Measure(Meter meter)
    {
        using var activity = new Activity("sampled").SetIdFormat(ActivityIdFormat.W3C);
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        activity.Start();
        var counter = meter.CreateCounter<int>("n");
        var histogram = meter.CreateHistogram<double>("h", "s");
        for (var i = 0; i < Series; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
            histogram.Record(i % 16, new KeyValuePair<string, object?>("i", i / 16));
        }
    }
}
