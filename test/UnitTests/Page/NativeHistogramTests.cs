using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.UnitTests.Exposition;
using AspNetCorePrometheus.UnitTests.Exposition.Protobuf;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

public sealed class NativeHistogramTests
{
    private static readonly (string, string) On = ("NativeHistograms", "true");

    [Fact]
    public void Histograms_are_classic_only_by_default()
    {
        using var page = new TestPage();
        page.Meter.CreateHistogram<double>("h").Record(3);

        Assert.False(Histogram(page, "h").Histogram.HasZeroThreshold);
    }

    [Fact]
    public void An_instrument_of_any_type_has_both_kinds_of_buckets()
    {
        using var page = new TestPage(On);
        Record<byte>(page, 3);
        Record<short>(page, 3);
        Record(page, 3);
        Record(page, 3L);
        Record(page, 3f);
        Record(page, 3.0);

        Assert.All(["byte", "int16", "int32", "int64", "single", "double"], name =>
        {
            var read = Histogram(page, name + "_seconds").Histogram;
            Assert.Equal((1UL, 3.0), (read.SampleCount, read.SampleSum));
            Assert.Equal(1UL, read.Bucket.Single(bucket => bucket.UpperBound == 5).CumulativeCount);
            Assert.Equal(
                new Dictionary<int, long> { [ExponentialBuckets.IndexOf(3, read.Schema)] = 1 },
                MessageReader.Counts(read.PositiveSpan, read.PositiveDelta));
        });
    }

    [Fact]
    public void Text_formats_show_the_classic_buckets_of_a_native_histogram()
    {
        using var page = new TestPage(On);
        var histogram = page.Meter.CreateHistogram<double>("h");
        histogram.Record(3);
        histogram.Record(7000);

        var read = page.Read();

        Assert.Equal((1, 1, 2, 2), (read["h_bucket{le=\"5\"}"], read["h_bucket{le=\"5000\"}"], read["h_bucket{le=\"+Inf\"}"], read["h_count"]));
        Assert.Equal(7003, read["h_sum"]);
    }

    [Fact]
    public void What_is_measured_at_the_edges_of_numbers_adds_up_to_the_count()
    {
        using var page = new TestPage(On);
        var histogram = page.Meter.CreateHistogram<double>("h");
        double[] values = [0, -0.0, 1e-300, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity, -7, 7];
        Array.ForEach(values, value => histogram.Record(value));

        var read = Histogram(page, "h").Histogram;

        Assert.Equal((ulong)values.Length, read.SampleCount);
        Assert.Equal(
            values.Length,
            (long)read.ZeroCount
            + MessageReader.Counts(read.PositiveSpan, read.PositiveDelta).Values.Sum()
            + MessageReader.Counts(read.NegativeSpan, read.NegativeDelta).Values.Sum());
    }

    [Fact]
    public void The_setting_names_instruments_or_families()
    {
        (string, string)[] settings = [On, ("NativeHistogramMetrics", "http.*,my_wait_seconds,my.lane")];
        using var page = new TestPage(settings);
        var lanes = new LaneFactory(TestSettings.Of(settings));
        foreach (var name in new[] { "my.lane", "other.lane" })
        {
            var lane = lanes.Histogram(name, "s", "Lane.", LaneBounds.Seconds([1]));
            lane.Series().Record(1L);
            page.Catalog.Add(lane);
        }

        page.Meter.CreateHistogram<double>("http.x", "s").Record(1);
        page.Meter.CreateHistogram<double>("my.wait", "s").Record(1);
        page.Meter.CreateHistogram<double>("other", "s").Record(1);

        Assert.True(Histogram(page, "http_x_seconds").Histogram.HasZeroThreshold);
        Assert.True(Histogram(page, "my_wait_seconds").Histogram.HasZeroThreshold);
        Assert.False(Histogram(page, "other_seconds").Histogram.HasZeroThreshold);
        Assert.True(Histogram(page, "my_lane_seconds").Histogram.HasZeroThreshold);
        Assert.False(Histogram(page, "other_lane_seconds").Histogram.HasZeroThreshold);
    }

    [Fact]
    public void Advice_and_attributes_in_any_order_are_honoured()
    {
        using var page = new TestPage(On);
        var histogram = page.Meter.CreateHistogram(
            "h", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, double.PositiveInfinity] });
        histogram.Record(1.5, new("a", 1), new KeyValuePair<string, object?>("b", "x"));
        histogram.Record(1.5, new("b", "x"), new KeyValuePair<string, object?>("a", 1));
        histogram.Record(1.5, new("b", "x"), new("a", 1), new KeyValuePair<string, object?>("network.peer.address", Guid.NewGuid()));

        var series = Histogram(page, "h");

        Assert.Equal([("a", "1"), ("b", "x")], series.Label.Select(label => (label.Name, label.Value)));
        Assert.Equal([0UL, 3, 3], series.Histogram.Bucket.Select(bucket => bucket.CumulativeCount));
    }

    [Fact]
    public void The_series_limit_holds()
    {
        using var page = new TestPage(On, ("SeriesLimit", "3"));
        var histogram = page.Meter.CreateHistogram<int>("h");
        for (var i = 0; i < 100; i++)
        {
            histogram.Record(1, new KeyValuePair<string, object?>("i", i));
        }

        var read = page.Read();
        Assert.Equal(97, read["h_count{otel_metric_overflow=\"true\"}"]);
        Assert.Equal(4, read.Keys.Count(key => key.StartsWith("h_count", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_meter_that_is_made_again_goes_on_from_what_it_had_counted()
    {
        using var page = new TestPage(On);
        for (var i = 1UL; i <= 3; i++)
        {
            using var meter = new Meter(page.Prefix);
            meter.CreateHistogram<int>("h").Record(1);
            Assert.Equal(i, Histogram(page, "h").Histogram.SampleCount);
        }
    }

    [Fact]
    public void Two_meters_that_collide_are_told_apart_by_their_scopes()
    {
        using var page = new TestPage(On);
        using var one = new Meter(page.Prefix + ".One", "1.0");
        using var two = new Meter(page.Prefix + ".Two");
        one.CreateHistogram<int>("h").Record(1);
        two.CreateHistogram<int>("h").Record(2);

        var read = page.Read();
        Assert.Equal(1, read[$"h_sum{{otel_scope_name=\"{page.Prefix}.One\",otel_scope_version=\"1.0\"}}"]);
        Assert.Equal(2, read[$"h_sum{{otel_scope_name=\"{page.Prefix}.Two\"}}"]);
    }

    [Fact]
    public void Instruments_whose_names_become_the_same_are_added_up_in_all_buckets()
    {
        using var page = new TestPage(On);
        page.Meter.CreateHistogram<int>("h.a").Record(1);
        page.Meter.CreateHistogram<int>("h/a").Record(100_000);

        var read = Histogram(page, "h_a").Histogram;
        Assert.Equal((2UL, 100_001.0), (read.SampleCount, read.SampleSum));
        Assert.Equal(2, MessageReader.Counts(read.PositiveSpan, read.PositiveDelta).Values.Sum());
    }

    [Fact]
    public async Task A_lane_has_both_kinds_of_buckets_which_agree_while_it_is_written()
    {
        using var page = new TestPage(On);
        var lane = new LaneFactory(TestSettings.Of([On])).Histogram("lane", "By", "", LaneBounds.Bytes([1, 10, 100]));
        page.Catalog.Add(lane);
        var series = lane.Series();
        var stop = false;
        var writers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (var i = 0; !Volatile.Read(ref stop); i++)
            {
                series.Record(i % 1000);
            }
        })).ToArray();
        for (var i = 0; i < 50; i++)
        {
            var read = Histogram(page, "lane_bytes").Histogram;
            Assert.Equal(
                (long)read.SampleCount,
                (long)read.ZeroCount + MessageReader.Counts(read.PositiveSpan, read.PositiveDelta).Values.Sum());
        }

        Volatile.Write(ref stop, true);
        await Task.WhenAll(writers);
    }

    [Fact]
    public void A_known_series_is_measured_without_allocating()
    {
        using var page = new TestPage(On);
        var histogram = page.Meter.CreateHistogram<double>("h");
        KeyValuePair<string, object?>[] attributes = [new("a", "x"), new("b", "y")];
        for (var i = 1; i < 1000; i++)
        {
            histogram.Record(i, attributes);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 1000; i++)
        {
            histogram.Record(i, attributes);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    private static void Record<T>(TestPage page, T value)
        where T : struct =>
        page.Meter.CreateHistogram<T>(typeof(T).Name.ToLowerInvariant(), "s").Record(value);

    private static Series Histogram(TestPage page, string family)
    {
        return MessageReader.Read(page.Bytes(new AskedPage(ExpositionFormat.Protobuf))).Single(read => read.Name == family).Metric.Single();
    }
}
