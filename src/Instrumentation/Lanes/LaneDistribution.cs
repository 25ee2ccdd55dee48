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
        var bucket = bounds.IndexOf(value);
        _stripes.Record(bucket, value);
        _exemplars?.Offer(bucket, value, activity);
    }

    public override void WriteTo(ISampleSink sink)
    {
        var buckets = bounds.Bounds.Length + 1;
        Span<long> counts = buckets <= 64 ? stackalloc long[buckets] : new long[buckets];
        _stripes.WriteTo(sink, Labels, bounds, counts, new SampleDetail(Created, _exemplars));
    }
}
