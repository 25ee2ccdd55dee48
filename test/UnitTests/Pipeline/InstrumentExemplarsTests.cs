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

        var lines = page.Text(ExpositionFormat.OpenMetrics).Split('\n')
            .Where(line => line.Contains(" # {", StringComparison.Ordinal))
            .Select(line => (line[..line.IndexOf(' ', StringComparison.Ordinal)], line.Split(' ')[^2]));

        Assert.Equal(
            [
                ("h_bucket{x=\"0\",y=\"b\",le=\"1.0\"}", "0.5"), ("h_bucket{x=\"1\",y=\"b\",le=\"2.0\"}", "1.5"),
                ("h_bucket{x=\"2\",y=\"b\",le=\"+Inf\"}", "2.5"),
                ("n_total", "7"),
                ("n_total{x=\"0\",y=\"b\"}", "1"), ("n_total{x=\"1\",y=\"b\"}", "2"), ("n_total{x=\"2\",y=\"b\"}", "3"),
            ],
            lines);

        void Measure()
        {
            for (var i = 0; i < 3; i++)
            {
                counter.Add(i + 1, new("y", "b"), new("x", i));
                histogram.Record(i + 0.5, new("y", "b"), new("x", i));
            }
        }
    }

    private static Activity Sampled() => new Activity("test")
    {
        ActivityTraceFlags = ActivityTraceFlags.Recorded,
    }.SetIdFormat(ActivityIdFormat.W3C).Start();

    private static double Value(ExemplarSlots? slots) =>
        slots?.TryGet(0, out var exemplar) == true ? exemplar.Value : throw new InvalidOperationException("There is none.");
}
