using System.Diagnostics;
using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public sealed class InstrumentExemplarsTests
{
    [Fact]
    public void The_order_of_attributes_is_of_no_account_and_dropped_ones_tell_no_series_apart()
    {
        var exemplars = new InstrumentExemplars(null, ["peer"], 10);
        using var activity = Sampled();
        exemplars.Keep(1, [new("a", 1), new("b", "x")], activity);
        exemplars.Keep(2, [new("b", "x"), new("peer", "p"), new("a", 1)], activity);
        exemplars.Keep(3, [new("b", "y"), new("a", 1)], activity);

        Assert.Equal(2, exemplars.Count);
        Assert.Equal(2, Value(exemplars.Of([new("a", 1), new("b", "x")])));
        Assert.Equal(2, Value(exemplars.Of([new("b", "x"), new("a", 1)])));
        Assert.Equal(3, Value(exemplars.Of([new("a", 1), new("b", "y")])));
        Assert.Null(exemplars.Of([new("a", 1)]));
        Assert.Null(exemplars.Of([new("a", "x"), new("b", 1)]));
    }

    [Fact]
    public void No_more_series_are_kept_than_there_can_be()
    {
        var exemplars = new InstrumentExemplars(null, [], 3);
        using var activity = Sampled();
        for (var i = 0; i < 10; i++)
        {
            exemplars.Keep(i, [new("i", i)], activity);
        }

        Assert.Equal(3, exemplars.Count);
        Assert.Null(exemplars.Of([new("i", 3)]));
    }

    [Fact]
    public void A_known_series_takes_an_exemplar_without_allocating_more_than_its_identifiers()
    {
        var exemplars = new InstrumentExemplars([1, 2], ["peer"], 3);
        using var activity = Sampled();
        KeyValuePair<string, object?>[] attributes = [new("a", "1"), new("peer", "p"), new("b", "x")];
        exemplars.Keep(1, attributes, activity);
        _ = (activity.TraceId.ToHexString(), activity.SpanId.ToHexString());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            exemplars.Keep(i, attributes, activity);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Every_series_shows_its_own_also_those_that_were_there_before_their_first()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var counter = meter.CreateCounter<long>("n");
        var histogram = meter.CreateHistogram<double>(
            "h", null, null, [], new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        page.Text();
        Measure();
        Assert.DoesNotContain(" # {", page.Text(ExpositionFormat.OpenMetrics), StringComparison.Ordinal);
        using (Sampled())
        {
            Measure();
            counter.Add(7);
        }

        Assert.Equal(
            [
                ("h_bucket{x=\"0\",y=\"b\",le=\"1.0\"}", "0.5"), ("h_bucket{x=\"1\",y=\"b\",le=\"2.0\"}", "1.5"),
                ("h_bucket{x=\"2\",y=\"b\",le=\"+Inf\"}", "2.5"),
                ("n_total", "7"),
                ("n_total{x=\"0\",y=\"b\"}", "1"), ("n_total{x=\"1\",y=\"b\"}", "2"), ("n_total{x=\"2\",y=\"b\"}", "3"),
            ],
            Shown(page));

        void Measure()
        {
            for (var i = 0; i < 3; i++)
            {
                counter.Add(i + 1, new("y", "b"), new("x", i));
                histogram.Record(i + 0.5, new("y", "b"), new("x", i));
            }
        }
    }

    [Fact]
    public void Label_sets_of_the_overflow_series_leave_the_others_their_exemplars()
    {
        using var page = new TestPage(("SeriesLimit", "3"));
        using var meter = new Meter(page.Prefix);
        var counter = meter.CreateCounter<int>("n");
        page.Text();
        for (var i = 0; i < 3; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        using var activity = Sampled();
        for (var i = 3; i < 10; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        page.Text(ExpositionFormat.OpenMetrics);
        for (var i = 9; i >= 0; i--)
        {
            counter.Add(i + 20, new KeyValuePair<string, object?>("i", i));
        }

        counter.Add(40);

        Assert.Equal([("n_total", "40"), ("n_total{i=\"0\"}", "20"), ("n_total{i=\"1\"}", "21"), ("n_total{i=\"2\"}", "22")], Shown(page));
    }

    [Fact]
    public void A_label_set_that_two_threads_bring_at_once_takes_one_place()
    {
        const int Threads = 4;
        const int Many = 2000;
        var exemplars = new InstrumentExemplars(null, [], Many + 1);
        using var barrier = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            using var activity = Sampled();
            barrier.SignalAndWait();
            for (var i = 0; i < Many; i++)
            {
                exemplars.Keep(i, [new("i", i)], activity);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(Many, exemplars.Count);
    }

    [Fact]
    public void A_first_exemplar_is_found_without_a_look_at_the_attributes_of_the_other_series()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var counter = meter.CreateCounter<int>("n");
        var values = Enumerable.Range(0, 100).Select(i => new CountedValue(i)).ToArray();
        Array.ForEach(values, value => counter.Add(1, new KeyValuePair<string, object?>("i", value)));
        page.Text(ExpositionFormat.OpenMetrics);
        using (Sampled())
        {
            counter.Add(7, new KeyValuePair<string, object?>("i", values[50]));
        }

        var before = values.Sum(value => value.Hashed);
        Assert.Equal([("n_total{i=\"50\"}", "7")], Shown(page));
        Assert.Equal(1, values.Sum(value => value.Hashed) - before);
    }

    [Fact]
    public void Instruments_of_one_name_that_differ_in_unit_and_kind_have_their_own()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var counter = meter.CreateCounter<long>("queue", "By");
        var histogram = meter.CreateHistogram<double>(
            "queue", "s", null, [], new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        page.Text();
        using (Sampled())
        {
            counter.Add(5);
            histogram.Record(1.5);
        }

        Assert.Equal([("queue_bytes_total", "5"), ("queue_seconds_bucket{le=\"2.0\"}", "1.5")], Shown(page));
    }

    [Fact]
    public void Of_two_histograms_of_one_name_with_other_bounds_the_second_has_none()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var first = meter.CreateHistogram(
            "h", null, null, [], new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        var second = meter.CreateHistogram(
            "h", null, null, [], new InstrumentAdvice<int> { HistogramBucketBoundaries = [5, 6] });
        page.Text();
        using (Sampled())
        {
            first.Record(1.5, new KeyValuePair<string, object?>("a", 1));
            second.Record(6, new KeyValuePair<string, object?>("b", 1));
        }

        Assert.Equal([("h_bucket{a=\"1\",le=\"2.0\"}", "1.5")], Shown(page));
    }

    [Fact]
    public void Counters_of_one_name_and_other_types_of_number_share_their_series_and_exemplars()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var small = meter.CreateCounter<int>("n");
        var large = meter.CreateCounter<long>("n");
        page.Text();
        using (Sampled())
        {
            small.Add(1, new KeyValuePair<string, object?>("a", 1));
            large.Add(2, new KeyValuePair<string, object?>("b", 1));
            small.Add(3);
            large.Add(4);
        }

        Assert.Equal([("n_total", "4"), ("n_total{a=\"1\"}", "1"), ("n_total{b=\"1\"}", "2")], Shown(page).Order());
        Assert.Equal(7, page.Read()["n_total"]);
    }

    private static (string Series, string Value)[] Shown(TestPage page) => page.Text(ExpositionFormat.OpenMetrics).Split('\n')
        .Where(line => line.Contains(" # {", StringComparison.Ordinal))
        .Select(line => (line[..line.IndexOf(' ', StringComparison.Ordinal)], line.Split(' ')[^2]))
        .ToArray();

    private static Activity Sampled() => new Activity("test")
    {
        ActivityTraceFlags = ActivityTraceFlags.Recorded,
    }.SetIdFormat(ActivityIdFormat.W3C).Start();

    private static double Value(ExemplarSlots? slots) =>
        slots?.TryGet(0, out var exemplar) == true ? exemplar.Value : throw new InvalidOperationException("There is none.");

    private sealed class CountedValue(int value)
    {
        public int Hashed { get; private set; }

        public override int GetHashCode()
        {
            Hashed++;
            return value;
        }

        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override string ToString() => $"{value}";
    }
}
