using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>
/// Series as the data points of a metric.
/// https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto
/// </summary>
/// <param name="message">Where they are written, inside an open <c>Gauge</c>, <c>Sum</c> or <c>Histogram</c>.</param>
/// <param name="attributes">Writes their attributes.</param>
/// <param name="started">When counting began, in nanoseconds since the epoch.</param>
/// <param name="now">The time of the collection, in nanoseconds since the epoch.</param>
internal sealed class OtlpPoints(ProtobufFields message, OtlpAttributes attributes, long started, long now) : ISampleSink
{
    private const int DataPoints = 1;
    private const long NanosecondsInMillisecond = 1_000_000;

    /// <summary>Whether the points are of a gauge, which has no beginning.</summary>
    public bool IsGauge { get; set; }

    public bool TakesDetails => true;

    /// <summary>The sample lines that the points so far are on a page.</summary>
    public long Series { get; private set; }

    public void Sample(LabelSet labels, long value, in SampleDetail detail = default)
    {
        var point = OpenNumber(labels);
        message.Fixed(6, value);
        Exemplars(5, detail.Exemplars, 1);
        message.Close(point);
    }

    public void Sample(LabelSet labels, double value, in SampleDetail detail = default)
    {
        var point = OpenNumber(labels);
        message.Double(4, value);
        Exemplars(5, detail.Exemplars, 1);
        message.Close(point);
    }

    public void Histogram(
        LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum, in SampleDetail detail = default)
    {
        var count = 0L;
        foreach (var bucket in bucketCounts)
        {
            count += bucket;
        }

        Series += bucketCounts.Length + 2;
        var point = message.Open(DataPoints);
        attributes.Series(9, labels.Attributes);
        message.Fixed(2, started);
        message.Fixed(3, now);
        message.Fixed(4, count);
        message.Double(5, sum);
        message.Packed(6, bucketCounts);
        message.Packed(7, bounds.Bounds);
        Exemplars(8, detail.Exemplars, bucketCounts.Length);
        message.Close(point);
    }

    private OpenLength OpenNumber(LabelSet labels)
    {
        Series++;
        var point = message.Open(DataPoints);
        attributes.Series(7, labels.Attributes);
        if (!IsGauge)
        {
            message.Fixed(2, started);
        }

        message.Fixed(3, now);
        return point;
    }

    private void Exemplars(int field, ExemplarSlots? exemplars, int slots)
    {
        for (var i = 0; exemplars is { IsEmpty: false } && i < slots; i++)
        {
            if (!exemplars.TryGet(i, out var exemplar))
            {
                continue;
            }

            var written = message.Open(field);
            message.Fixed(2, exemplar.Time * NanosecondsInMillisecond);
            message.Double(3, exemplar.Value);
            message.Bytes(4, Convert.FromHexString(exemplar.SpanId));
            message.Bytes(5, Convert.FromHexString(exemplar.TraceId));
            message.Close(written);
        }
    }
}
