using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>
/// A histogram of whole numbers (stopwatch ticks, bytes). Buckets and sum are read one after the other, so a measurement that is
/// being written during a scrape may be in one and not yet in the other; the buckets agree with the count.
/// </summary>
/// <param name="attributes">The attributes as they were given.</param>
/// <param name="bounds">The bounds, and in which whole numbers it is recorded.</param>
/// <param name="form">Whether it has exemplars and exponential buckets.</param>
internal sealed class LaneHistogram(KeyValuePair<string, object?>[] attributes, LaneBounds bounds, HistogramForm form = default)
    : LaneSeries(attributes), IMeasuredSeries
{
    private readonly Stripes _cells = new(bounds.Upper.Length + 2);
    private readonly ExemplarSlots? _exemplars = form.HasExemplars ? new(bounds.Upper.Length + 1) : null;
    private readonly NativeStripes? _native = form.IsNative ? new(bounds.Upper.Length + 1) : null;

    /// <summary>Counts a measurement in the unit of the lane's bounds.</summary>
    public void Record(long value) => Record(value, _exemplars is null ? null : Activity.Current);

    /// <summary>The same, for a measurement that belongs to an activity which need not be the current one.</summary>
    public void Record(long value, Activity? activity)
    {
        var bucket = Count(value);
        _exemplars?.Offer(bucket, value / bounds.PerUnit, activity);
    }

    /// <summary>The same, for a measurement that was made before, in a sampled trace or in none.</summary>
    public void RecordPast(long value, PastTrace? trace)
    {
        var bucket = Count(value);
        if (trace is not null)
        {
            _exemplars?.Put(bucket, trace.Of(value / bounds.PerUnit));
        }
    }

    public void Record(double value, Activity? activity) => Record(InWholeNumbers(value), activity);

    public void RecordPast(double value, PastTrace? trace) => RecordPast(InWholeNumbers(value), trace);

    public override void WriteTo(ISampleSink sink)
    {
        var buckets = bounds.Upper.Length + 1;
        Span<long> counts = buckets <= 64 ? stackalloc long[buckets] : new long[buckets];
        if (_native is not null)
        {
            _native.WriteTo(sink, Labels, bounds.Shown, counts, new SampleDetail(Created, _exemplars));
            return;
        }

        var sum = _cells.Read(buckets);
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = _cells.Read(i);
        }

        sink.Histogram(Labels, bounds.Shown, counts, sum / bounds.PerUnit, new SampleDetail(Created, _exemplars));
    }

    private long InWholeNumbers(double value) => (long)Math.Round(value * bounds.PerUnit);

    private int Count(long value)
    {
        var bucket = bounds.IndexOf(value);
        if (_native is not null)
        {
            _native.Record(bucket, value / bounds.PerUnit);
        }
        else
        {
            var cells = _cells.Current;
            Interlocked.Increment(ref cells[bucket]);
            if (value != 0)
            {
                // Most requests have no body.
                Interlocked.Add(ref cells[^1], value);
            }
        }

        return bucket;
    }
}
