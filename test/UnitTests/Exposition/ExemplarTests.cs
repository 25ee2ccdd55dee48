using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;
using static AspNetCorePrometheus.UnitTests.Exposition.PageText;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class ExemplarTests
{
    [Fact]
    public void Exemplars_are_copied_as_far_as_there_are_slots()
    {
        var from = new ExemplarSlots(3);
        using var activity = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.SetIdFormat(ActivityIdFormat.W3C).Start();
        for (var i = 0; i < 3; i++)
        {
            from.Offer(i, i + 1, activity);
        }

        var to = new ExemplarSlots(1);
        from.CopyTo(to);

        Assert.True(to.TryGet(0, out var exemplar));
        Assert.Equal(1, exemplar.Value);
    }

    [Fact]
    public void OpenMetrics_shows_exemplars_of_buckets_and_counters_and_text_does_not()
    {
        var slots = new ExemplarSlots(2);
        slots.Put(0, new Exemplar(0.25, 1_700_000_000_007, new string('a', 32), new string('b', 16)));

        Assert.Equal(
            "# TYPE h histogram\n"
            + $"h_bucket{{le=\"1.0\"}} 1 # {{trace_id=\"{new string('a', 32)}\",span_id=\"{new string('b', 16)}\"}} 0.25 1700000000.007\n"
            + "h_bucket{le=\"+Inf\"} 1\nh_sum 0.25\nh_count 1\n"
            + "# TYPE n counter\n"
            + $"n_total 2 # {{trace_id=\"{new string('a', 32)}\",span_id=\"{new string('b', 16)}\"}} 0.25 1700000000.007\n"
            + "# TYPE g gauge\ng 2\n# EOF\n",
            Of(ExpositionFormat.OpenMetrics, Page));
        Assert.DoesNotContain("trace_id", Of(ExpositionFormat.PrometheusText, Page), StringComparison.Ordinal);

        void Page(PageWriter page)
        {
            page.Begin(Family.CreateRaw("h", "", FamilyType.Histogram));
            page.Histogram(LabelSet.Empty, new BucketBounds([1]), [1, 0], 0.25, new SampleDetail(Exemplars: slots));
            page.Begin(Family.CreateRaw("n_total", "", FamilyType.Counter));
            page.Sample(LabelSet.Empty, 2L, new SampleDetail(Exemplars: slots));
            page.Begin(Family.CreateRaw("g", "", FamilyType.Gauge));
            page.Sample(LabelSet.Empty, 2L, new SampleDetail(Exemplars: slots));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_a_sampled_trace_leaves_an_exemplar(bool sampled)
    {
        var slots = new ExemplarSlots(1);
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C);
        activity.ActivityTraceFlags = sampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
        activity.Start();
        slots.Offer(0, 4, activity);

        Assert.Equal(sampled, slots.TryGet(0, out var exemplar));
        Assert.Equal(sampled ? $"4 {activity.TraceId} {activity.SpanId}" : "0  ", $"{exemplar.Value} {exemplar.TraceId} {exemplar.SpanId}");
    }

    [Fact]
    public void A_hierarchical_id_leaves_none()
    {
        var slots = new ExemplarSlots(1);
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.Hierarchical);
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        activity.Start();
        slots.Offer(0, 4, activity);

        Assert.False(slots.TryGet(0, out _));
    }

    [Fact]
    public void An_offer_without_a_sampled_trace_allocates_nothing()
    {
        var slots = new ExemplarSlots(1);
        slots.Offer(0, 1, null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            slots.Offer(0, i, null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Slots_may_be_read_while_they_are_written()
    {
        var slots = new ExemplarSlots(1);
        var stop = false;
        var writers = Enumerable.Range(1, 2).Select(i => Task.Run(() =>
        {
            for (var time = 0L; !Volatile.Read(ref stop); time++)
            {
                slots.Put(0, new Exemplar(i, time, new string((char)('0' + i), 32), new string((char)('0' + i), 16)));
            }
        })).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            if (slots.TryGet(0, out var exemplar))
            {
                Assert.Equal($"{exemplar.Value}", exemplar.TraceId[..1]);
                Assert.Equal($"{exemplar.Value}", exemplar.SpanId[..1]);
            }
        }

        Volatile.Write(ref stop, true);
        await Task.WhenAll(writers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Instruments_of_the_sdk_have_exemplars_unless_they_are_switched_off(bool on)
    {
        using var page = new TestPage(("Exemplars", on ? "true" : "false"));
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C);
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var counter = page.Meter.CreateCounter<int>("n");
        var histogram = page.Meter.CreateHistogram<double>("h");
        counter.Add(1);

        // Until the first page measurements are held back without what is around them.
        page.Text();
        activity.Start();
        counter.Add(2);
        histogram.Record(7);
        activity.Stop();

        var text = page.Text(ExpositionFormat.OpenMetrics);

        var ids = $"{{trace_id=\"{activity.TraceId}\",span_id=\"{activity.SpanId}\"}}";
        Assert.Equal(on, text.Contains($"n_total 3 # {ids} 2 ", StringComparison.Ordinal));
        Assert.Equal(on, text.Contains($"h_bucket{{le=\"10.0\"}} 1 # {ids} 7 ", StringComparison.Ordinal));
        Assert.DoesNotContain("h_bucket{le=\"25.0\"} 1 #", text, StringComparison.Ordinal);
        StrictText.Read(text, openMetrics: true);
    }
}
