using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>The series of one metric of the SDK, their labels encoded once.</summary>
/// <remarks>
/// The SDK keeps a series' attributes in the same array for as long as the series lives and hands the series out in an order
/// that changes only by insertion, so a position and a comparison of references find the encoded labels.
/// </remarks>
internal sealed class SdkStream : SeriesStream
{
    private const string OverflowAttribute = "otel.metric.overflow";

    private readonly Metric _metric;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _constants;

    private readonly List<Point> _points = [];
    private readonly SdkExemplars _exemplars = new();
    private BucketBounds? _bounds;
    private long[] _counts = [];
    private bool _forgotten;

    public SdkStream(Metric metric, string? prefix, IReadOnlyList<KeyValuePair<string, string>> constants)
        : base(
            Family.Create(metric.Name, metric.Unit, MeterScopes.Unmark(metric.Description), TypeOf(metric), prefix),
            MeterIdentity.Of(metric))
    {
        _metric = metric;
        _constants = constants;
    }

    /// <summary>The collection in which the metric was last seen.</summary>
    public long LastPass { get; set; }

    public override bool IsAdditive => _metric.MetricType is not (MetricType.LongGauge or MetricType.DoubleGauge);

    /// <summary>Whether what was counted stays true when the metric ends, as it does for counters and histograms.</summary>
    public bool IsMonotonic => Family.Type is FamilyType.Counter or FamilyType.Histogram;

    public override bool IsEmpty => false;

    // Called while the series are being written, so the list is emptied when they are written again.
    public override void ForgetLabels() => _forgotten = true;

    public override void WriteTo(ISampleSink sink, FamilySlot slot)
    {
        if (_forgotten)
        {
            _points.Clear();
            _forgotten = false;
        }

        var position = 0;
        var takesDetails = IsMonotonic && sink.TakesDetails;
        foreach (ref readonly var point in _metric.GetMetricPoints())
        {
            var labels = Labels(position++, point.Tags, slot);
            switch (_metric.MetricType)
            {
                case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                    sink.Sample(labels, point.GetSumLong(), takesDetails ? Detail(in point) : default);
                    break;
                case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                    sink.Sample(labels, point.GetSumDouble(), takesDetails ? Detail(in point) : default);
                    break;
                case MetricType.LongGauge:
                    sink.Sample(labels, point.GetGaugeLastValueLong());
                    break;
                case MetricType.DoubleGauge:
                    sink.Sample(labels, point.GetGaugeLastValueDouble());
                    break;
                default:
                    WriteHistogram(sink, labels, in point, takesDetails);
                    break;
            }
        }

        _points.RemoveRange(position, _points.Count - position);
    }

    private static FamilyType TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => FamilyType.Counter,
        MetricType.Histogram or MetricType.ExponentialHistogram => FamilyType.Histogram,
        _ => FamilyType.Gauge,
    };

    private void WriteHistogram(ISampleSink sink, LabelSet labels, in MetricPoint point, bool takesDetails)
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

        sink.Histogram(
            labels, _bounds, _counts, point.GetHistogramSum(), takesDetails ? Detail(in point) : default);
    }

    private SampleDetail Detail(in MetricPoint point) =>
        new(point.StartTime.ToUnixTimeMilliseconds(), _exemplars.Read(in point, _metric.MetricType == MetricType.LongSum, _bounds));

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

    private LabelSet Labels(int position, ReadOnlyTagCollection attributes, FamilySlot slot)
    {
        if (position < _points.Count && _points[position].Is(attributes))
        {
            return _points[position].Labels;
        }

        var copy = new KeyValuePair<string, object?>[attributes.Count];
        var i = 0;
        foreach (var attribute in attributes)
        {
            copy[i++] = attribute;
            slot.HasOverflowed |= attribute.Key == OverflowAttribute;
        }

        var labels = LabelSet.Create(
            slot.IsScoped ? ScopeLabels.Before(_metric, copy) : copy,
            _constants,
            Family.Type == FamilyType.Histogram);
        labels.Attributes = copy;
        Remember(position, new Point(copy, labels), slot);
        return labels;
    }

    // A series that comes in at the front (the one without attributes, or the overflow) moves the others by one place.
    private void Remember(int position, Point point, FamilySlot slot)
    {
        if (position < _points.Count)
        {
            _points.Insert(position, point);
        }
        else
        {
            _points.Add(point);
        }

        slot.Claim(point.Labels, this);
    }

    private readonly record struct Point(KeyValuePair<string, object?>[] Attributes, LabelSet Labels)
    {
        public bool Is(ReadOnlyTagCollection attributes)
        {
            if (attributes.Count != Attributes.Length)
            {
                return false;
            }

            var i = 0;
            foreach (var attribute in attributes)
            {
                ref var known = ref Attributes[i++];
                if (!ReferenceEquals(known.Key, attribute.Key) || !ReferenceEquals(known.Value, attribute.Value))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
