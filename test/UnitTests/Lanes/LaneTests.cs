using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.UnitTests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Lanes;

public sealed class LaneTests
{
    private const int Threads = 8;
    private const int Each = 50_000;

    [Fact]
    public void Counts_and_sums_of_parallel_threads_are_exact()
    {
        var bounds = LaneBounds.Bytes([0, 10, 100]);
        var histograms = Histograms(100, bounds);
        var counters = Counters(100);
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                histograms.Series(new KeyValuePair<string, object?>("n", i % 3)).Record(i % 200);
                counters.Series(new KeyValuePair<string, object?>("n", thread)).Add(i % 2 == 0 ? 3 : -1);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        var histogram = Samples.Of(histograms);
        var counter = Samples.Of(counters);
        var values = Enumerable.Range(0, Each).Select(i => i % 200).ToArray();
        Assert.Equal(Threads * Each, histogram.Count());
        Assert.Equal((double)Threads * values.Sum(), histogram.Sum());
        Assert.Equal(3, histogram.Labels.Count);
        Assert.All(Enumerable.Range(0, Threads), thread => Assert.Equal(Each, counter.Count(("n", $"{thread}"))));
    }

    [Fact]
    public void A_page_that_is_written_meanwhile_never_falls()
    {
        var family = Counters(10);
        var counter = family.Series();
        var writer = new Thread(() =>
        {
            for (var i = 0; i < 500_000; i++)
            {
                counter.Add(1);
            }
        });
        writer.Start();
        var last = 0L;
        do
        {
            var now = Samples.Of(family).Count();
            Assert.True(now >= last);
            last = now;
        }
        while (!writer.Join(0));

        Assert.Equal(500_000, Samples.Of(family).Count());
    }

    [Fact]
    public void A_value_that_equals_a_bound_is_within_it()
    {
        var family = Histograms(10, LaneBounds.Bytes([0, 10, 100]));
        foreach (var value in new long[] { 0, 1, 10, 11, 100, 101, long.MaxValue / 2 })
        {
            family.Series().Record(value);
        }

        Assert.Equal([1, 2, 2, 2], Samples.Of(family).Buckets());
    }

    [Fact]
    public void A_duration_that_equals_any_decimal_bound_is_within_it() => Prop.ForAll(
        Gen.Choose(1, 2_000_000_000).ToArbitrary(),
        microseconds =>
        {
            var ticks = (long)(microseconds * (decimal)Stopwatch.Frequency / 1_000_000);
            var bounds = LaneBounds.Seconds([microseconds / 1e6]);
            return bounds.IndexOf(ticks) == 0 && bounds.IndexOf(ticks + 1) == 1;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void A_bound_between_two_bytes_holds_the_lower() =>
        Assert.Equal((0, 1), (LaneBounds.Bytes([1.5]).IndexOf(1), LaneBounds.Bytes([1.5]).IndexOf(2)));

    [Fact]
    public void A_bound_beyond_all_numbers_holds_everything() =>
        Assert.Equal(0, LaneBounds.Seconds([1e300]).IndexOf(long.MaxValue));

    [Fact]
    public void Durations_are_shown_in_seconds()
    {
        var family = Histograms(10, LaneBounds.Seconds([1]));
        family.Series().Record(Stopwatch.Frequency / 4);
        family.Series().Record(Stopwatch.Frequency / 2);

        Assert.Equal(0.75, Samples.Of(family).Sum());
    }

    [Fact]
    public void Equal_labels_in_any_order_are_one_series()
    {
        var family = Counters(10);
        var one = family.Series(new("a", 1), new("b", "x"));
        var two = family.Series(new("b", "x"), new("a", "1"));

        Assert.Same(one, two);
    }

    [Fact]
    public void Beyond_the_limit_all_further_series_are_one()
    {
        var family = Counters(3);
        for (var i = 0; i < 10; i++)
        {
            family.Series(new KeyValuePair<string, object?>("i", i)).Add(1);
        }

        var samples = Samples.Of(family);
        Assert.Equal(4, samples.Labels.Count);
        Assert.Equal(7, samples.Count(("otel_metric_overflow", "true")));
        Assert.Equal(1, samples.Count(("i", "2")));
        Assert.Same(family.Series(new KeyValuePair<string, object?>("i", 1)), family.Series(new KeyValuePair<string, object?>("i", 1)));
    }

    [Fact]
    public void A_family_without_series_has_no_place_on_the_page()
    {
        using var page = new TestPage();
        var family = Counters(3);
        page.Catalog.Add(family);
        Assert.DoesNotContain("lane", page.Text(), StringComparison.Ordinal);

        family.Series();
        Assert.Equal(0, page.Read()["lane_total"]);
    }

    [Fact]
    public void Constant_labels_stand_on_every_series()
    {
        var family = new LaneFamily<LaneCounter>(
            Family.Create("lane", null, null, FamilyType.Counter),
            TestSettings.Of(("Labels", "zone=a,own=constant")),
            10,
            attributes => new LaneCounter(attributes));
        family.Series(new KeyValuePair<string, object?>("own", "series")).Add(1);

        Assert.Equal(1, Samples.Of(family).Count(("zone", "a"), ("own", "series")));
    }

    private static LaneFamily<LaneHistogram> Histograms(int limit, LaneBounds bounds) => new(
        Family.Create("lane", null, null, FamilyType.Histogram), TestSettings.Of(), limit, attributes => new LaneHistogram(attributes, bounds));

    private static LaneFamily<LaneCounter> Counters(int limit) => new(
        Family.Create("lane", null, null, FamilyType.Counter), TestSettings.Of(), limit, attributes => new LaneCounter(attributes));
}
