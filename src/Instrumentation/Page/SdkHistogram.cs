using AspNetCorePrometheus.Instrumentation.Exposition;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>Writes the histograms of one metric of the SDK, which all have the same bounds.</summary>
internal sealed class SdkHistogram
{
    private BucketBounds? _bounds;
    private long[] _counts = [];

    public void Write(ISampleSink sink, LabelSet labels, in MetricPoint point, in SampleDetail detail)
    {
        var buckets = point.GetHistogramBuckets();
        _bounds ??= ReadBounds(buckets);
        var i = 0;
        foreach (var bucket in buckets)
        {
            _counts[i++] = bucket.BucketCount;
        }

        // Without bounds the SDK keeps no buckets, the infinite one included.
        if (i == 0)
        {
            _counts[0] = point.GetHistogramCount();
        }

        // The SDK has bounds of its own for some instruments that advise none; exemplars of other buckets are no good then.
        sink.Histogram(
            labels,
            _bounds,
            _counts,
            point.GetHistogramSum(),
            detail.Exemplars is { } exemplars && exemplars.Count != _counts.Length ? detail with { Exemplars = null } : detail);
    }

    private BucketBounds ReadBounds(HistogramBuckets buckets)
    {
        var bounds = new List<double>();
        foreach (var bucket in buckets)
        {
            if (!double.IsPositiveInfinity(bucket.ExplicitBound))
            {
                bounds.Add(bucket.ExplicitBound);
            }
        }

        _counts = new long[bounds.Count + 1];
        return new BucketBounds([.. bounds]);
    }
}
