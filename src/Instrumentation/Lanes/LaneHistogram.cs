using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>
/// A histogram of whole numbers (stopwatch ticks, bytes). Buckets and sum are read one after the other, so a measurement that is
/// being written during a scrape may be in one and not yet in the other; the buckets agree with the count.
/// </summary>
internal sealed class LaneHistogram(KeyValuePair<string, object?>[] attributes, LaneBounds bounds) : LaneSeries(attributes)
{
    private readonly Stripes _cells = new(bounds.Upper.Length + 2);

    /// <summary>Counts a measurement in the unit of the lane's bounds.</summary>
    public void Record(long value)
    {
        var cells = _cells.Current;
        Interlocked.Increment(ref cells[bounds.IndexOf(value)]);
        Interlocked.Add(ref cells[^1], value);
    }

    public override void WriteTo(ISampleSink sink)
    {
        var buckets = bounds.Upper.Length + 1;
        var sum = _cells.Read(buckets);
        Span<long> counts = buckets <= 64 ? stackalloc long[buckets] : new long[buckets];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = _cells.Read(i);
        }

        sink.Histogram(Labels, bounds.Shown, counts, sum / bounds.PerUnit);
    }
}
