using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>A histogram of numbers of any kind, with classic and exponential buckets, for an instrument's measurements.</summary>
internal sealed class LaneDistribution(KeyValuePair<string, object?>[] attributes, BucketBounds bounds, bool exemplars)
    : LaneSeries(attributes), IMeasuredSeries
{
    private readonly NativeStripes _stripes = new(bounds.Bounds.Length + 1);
    private readonly ExemplarSlots? _exemplars = exemplars ? new(bounds.Bounds.Length + 1) : null;

    /// <summary>Counts a measurement. What is not a number is in the infinite bucket.</summary>
    /// <inheritdoc/>
    public void Record(double value, Activity? activity)
    {
        var bucket = Count(value);
        _exemplars?.Offer(bucket, value, activity);
    }

    public void RecordPast(double value, PastTrace? trace)
    {
        var bucket = Count(value);
        if (trace is not null)
        {
            _exemplars?.Put(bucket, trace.Of(value));
        }
    }

    public override void WriteTo(ISampleSink sink)
    {
        var buckets = bounds.Bounds.Length + 1;
        Span<long> counts = buckets <= 64 ? stackalloc long[buckets] : new long[buckets];
        _stripes.WriteTo(sink, Labels, bounds, counts, new SampleDetail(Created, _exemplars));
    }

    private int Count(double value)
    {
        var bucket = bounds.IndexOf(value);
        _stripes.Record(bucket, value);
        return bucket;
    }
}
