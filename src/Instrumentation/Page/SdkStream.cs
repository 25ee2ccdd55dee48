using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>The series of one metric of the SDK, their labels encoded once.</summary>
internal sealed class SdkStream : SeriesStream
{
    private const string OverflowAttribute = "otel.metric.overflow";

    private readonly Metric _metric;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _constants;

    private readonly SeriesExemplars? _exemplars;
    private readonly ObservedMetric? _observed;
    private readonly SdkSeriesList _series;
    private readonly SdkHistogram _histogram = new();

    private MetricPointsAccessor _points;
    private bool _isFull;

    /// <param name="metric">The metric.</param>
    /// <param name="prefix">A namespace before the family's name.</param>
    /// <param name="constants">Labels for every series.</param>
    /// <param name="exemplars">The exemplars of the metric's series; null if there can be none.</param>
    /// <param name="observed">The observable instrument that the metric is made of; null if it is of another.</param>
    public SdkStream(
        Metric metric,
        string? prefix,
        IReadOnlyList<KeyValuePair<string, string>> constants,
        InstrumentExemplars? exemplars = null,
        ObservedMetric? observed = null)
        : base(
            Family.Create(metric.Name, metric.Unit, MeterScopes.Unmark(metric.Description), TypeOf(metric), prefix),
            MeterIdentity.Of(metric))
    {
        _metric = metric;
        _constants = constants;
        _exemplars = exemplars is null ? null : new SeriesExemplars(exemplars);
        _observed = observed;
        _series = new SdkSeriesList(this);
    }

    /// <summary>The collection in which the metric was last seen.</summary>
    public long LastPass { get; private set; }

    /// <summary>
    /// Whether a metric that is not seen any longer has ended. An observable one may be silent instead, and come back.
    /// </summary>
    public bool HasEnded => _observed?.HasEnded ?? true;

    /// <summary>Whether the metric keeps its name and has nothing to show, until it is seen again.</summary>
    public bool IsSilent { get; set; }

    public override bool IsAdditive => _metric.MetricType is not (MetricType.LongGauge or MetricType.DoubleGauge);

    /// <summary>Whether what was counted stays true when the metric ends, as it does for counters and histograms.</summary>
    public bool IsMonotonic => Family.Type is FamilyType.Counter or FamilyType.Histogram;

    public override bool IsEmpty => IsSilent;

    /// <summary>Takes over what a collection has seen. Of an observable instrument that is not seen, this is all there is left.</summary>
    public void Take(long pass)
    {
        LastPass = pass;
        IsSilent = false;
        _points = _metric.GetMetricPoints();
    }

    public override void ForgetLabels() => _series.Clear();

    public override void WriteTo(ISampleSink sink, FamilySlot slot)
    {
        if (IsSilent)
        {
            _series.End(0, slot);
            return;
        }

        var type = _metric.MetricType;
        var takesDetails = IsMonotonic && sink.TakesDetails;
        if (takesDetails)
        {
            _exemplars?.Find(_series.All);
        }

        var created = 0L;
        var position = 0;
        ref readonly var first = ref Unsafe.NullRef<MetricPoint>();
        foreach (ref readonly var point in _points)
        {
            if (position == 0)
            {
                first = ref point;
                created = takesDetails ? point.StartTime.ToUnixTimeMilliseconds() : 0;
            }

            ref readonly var known = ref _series.At(position++, Unsafe.ByteOffset(in first, in point), in point, slot);
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
                    _histogram.Write(sink, known.Labels, in point, detail);
                    break;
            }
        }

        _series.End(position, slot);
        if (_isFull && takesDetails)
        {
            _exemplars?.Complete(_series.All);
        }
    }

    /// <summary>A series that is new on the page.</summary>
    public SdkSeries Make(ReadOnlyTagCollection attributes, nint place, FamilySlot slot)
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
            slot.IsScoped ? [.. ScopeLabels.Of(Meter), .. copy] : copy,
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

    private static FamilyType TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => FamilyType.Counter,
        MetricType.Histogram or MetricType.ExponentialHistogram => FamilyType.Histogram,
        _ => FamilyType.Gauge,
    };
}
