using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>The series of one metric of the SDK, their labels encoded once.</summary>
/// <remarks>
/// The SDK keeps all series of a metric in one array for as long as it lives, and hands them out in their order there. So how far
/// a series lies behind the first one tells which it is, and neither its attributes nor ours need be read from memory for that.
/// A series may come to stand before the first (the one without attributes, or the overflow), or the first may go (of an observable
/// instrument); then attributes are compared once. With cumulative temporality, which is all there is here, no place is given to
/// another series.
/// </remarks>
internal sealed class SdkStream : SeriesStream
{
    private const string OverflowAttribute = "otel.metric.overflow";
    private const int FewPoints = 4;

    private readonly Metric _metric;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _constants;

    private readonly SeriesExemplars? _exemplars;
    private SdkSeries[] _points = [];
    private int _count;
    private bool _isMoving;
    private BucketBounds? _bounds;
    private long[] _counts = [];
    private bool _forgotten;
    private bool _isFull;

    /// <param name="metric">The metric.</param>
    /// <param name="prefix">A namespace before the family's name.</param>
    /// <param name="constants">Labels for every series.</param>
    /// <param name="exemplars">The exemplars of the metric's series; null if there can be none.</param>
    public SdkStream(
        Metric metric,
        string? prefix,
        IReadOnlyList<KeyValuePair<string, string>> constants,
        InstrumentExemplars? exemplars = null)
        : base(
            Family.Create(metric.Name, metric.Unit, MeterScopes.Unmark(metric.Description), TypeOf(metric), prefix),
            MeterIdentity.Of(metric))
    {
        _metric = metric;
        _constants = constants;
        _exemplars = exemplars is null ? null : new SeriesExemplars(exemplars);
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
            (_points, _count) = ([], 0);
            _forgotten = false;
        }

        var type = _metric.MetricType;
        var takesDetails = IsMonotonic && sink.TakesDetails;
        if (takesDetails)
        {
            _exemplars?.Find(_points.AsSpan(0, _count));
        }

        var created = 0L;
        var position = 0;
        ref readonly var first = ref Unsafe.NullRef<MetricPoint>();
        foreach (ref readonly var point in _metric.GetMetricPoints())
        {
            if (position == 0)
            {
                first = ref point;

                // Until a pass comes to its end: a page may be given up before.
                _isMoving = _isMoving || (_count > 0 && !_points[0].Is(point.Tags));
                created = takesDetails ? point.StartTime.ToUnixTimeMilliseconds() : 0;
            }

            ref readonly var known = ref Known(position++, Unsafe.ByteOffset(in first, in point), in point, slot);
            var detail = takesDetails ? new SampleDetail(created, known.Exemplars) : default;
            switch (type)
            {
                case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                    sink.Sample(known.Labels, point.GetSumLong(), detail);
                    break;
                case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                    sink.Sample(known.Labels, point.GetSumDouble(), detail);
                    break;
                case MetricType.LongGauge:
                    sink.Sample(known.Labels, point.GetGaugeLastValueLong());
                    break;
                case MetricType.DoubleGauge:
                    sink.Sample(known.Labels, point.GetGaugeLastValueDouble());
                    break;
                default:
                    WriteHistogram(sink, known.Labels, in point, detail);
                    break;
            }
        }

        Release(position, _count, slot);
        Array.Clear(_points, position, _count - position);
        _count = position;
        _isMoving = false;
        if (_isFull && takesDetails)
        {
            _exemplars?.Complete(_points.AsSpan(0, _count));
        }
    }

    private static FamilyType TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => FamilyType.Counter,
        MetricType.Histogram or MetricType.ExponentialHistogram => FamilyType.Histogram,
        _ => FamilyType.Gauge,
    };

    private void WriteHistogram(ISampleSink sink, LabelSet labels, in MetricPoint point, in SampleDetail detail)
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

    private ref readonly SdkSeries Known(int position, nint place, in MetricPoint point, FamilySlot slot)
    {
        if (position < _count)
        {
            ref var known = ref _points[position];
            if (_isMoving ? known.Is(point.Tags) : known.Place == place)
            {
                known.Place = place;
                return ref known;
            }
        }

        // Of an observable instrument the SDK hands out what was observed last: those between are gone, until they come back.
        for (var later = position + 1; later < _count && (_isMoving || _points[later - 1].Place < place); later++)
        {
            if (_isMoving ? _points[later].Is(point.Tags) : _points[later].Place == place)
            {
                Release(position, later, slot);
                Array.Copy(_points, later, _points, position, _count - later);
                _count -= later - position;
                Array.Clear(_points, _count, later - position);
                _points[position].Place = place;
                return ref _points[position];
            }
        }

        // A series that comes in at the front moves the others by one place.
        if (_count == _points.Length)
        {
            Array.Resize(ref _points, Math.Max(FewPoints, 2 * _count));
        }

        Array.Copy(_points, position, _points, position + 1, _count++ - position);
        _points[position] = Make(point.Tags, place, slot);
        slot.Claim(_points[position].Labels, this);
        return ref _points[position];
    }

    private void Release(int from, int to, FamilySlot slot)
    {
        foreach (ref var series in _points.AsSpan(from..to))
        {
            slot.Release(series.Labels, this);
        }
    }

    private SdkSeries Make(ReadOnlyTagCollection attributes, nint place, FamilySlot slot)
    {
        var copy = new KeyValuePair<string, object?>[attributes.Count];
        var i = 0;
        foreach (var attribute in attributes)
        {
            copy[i++] = attribute;
        }

        _isFull |= copy is [{ Key: OverflowAttribute }];
        slot.HasOverflowed |= _isFull;

        var labels = LabelSet.Create(
            slot.IsScoped ? ScopeLabels.Before(_metric, copy) : copy,
            _constants,
            Family.Type == FamilyType.Histogram);
        labels.Attributes = copy;
        return new SdkSeries
        {
            Attributes = copy,
            Labels = labels,
            Place = place,
            Exemplars = _exemplars?.Of(copy),
            Hash = _exemplars is null ? 0 : SeriesExemplars.HashOf(copy),
        };
    }
}
