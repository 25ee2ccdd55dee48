using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>
/// A family that is written here and not by the SDK: on every request, as the SDK's histograms take a lock that all cores share, or
/// with values that the SDK cannot take back.
/// </summary>
/// <remarks>
/// A series is looked up once by its labels and held by whoever writes it; that look-up may allocate, writing may not. Beyond the
/// series limit all further label sets share one series, labelled as the SDK labels its own.
/// </remarks>
internal sealed class LaneFamily<TSeries> : SeriesStream
    where TSeries : LaneSeries
{
    private static readonly KeyValuePair<string, object?>[] Overflow = [new("otel.metric.overflow", true)];

    private readonly Dictionary<LabelSet, TSeries> _byLabels = [];
    private readonly List<TSeries> _series = [];
    private readonly Func<KeyValuePair<string, object?>[], TSeries> _make;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _constants;
    private readonly int _limit;
    private readonly bool _histogram;
    private readonly bool _additive = typeof(TSeries) != typeof(LaneGauge);

    private TSeries? _overflow;
    private bool _scoped;

    public LaneFamily(
        Family family,
        PrometheusSettings settings,
        int limit,
        Func<KeyValuePair<string, object?>[], TSeries> make,
        MeterIdentity? meter = null)
        : base(family, meter ?? MeterIdentity.Own)
    {
        _make = make;
        _constants = settings.Labels;
        _limit = limit;
        _histogram = family.Type == FamilyType.Histogram;
    }

    public override bool IsAdditive => _additive;

    /// <summary>Called before the series are read, for what has still to be counted. Null does nothing.</summary>
    public Action? BeforeReading { get; set; }

    public override bool IsEmpty
    {
        get
        {
            BeforeReading?.Invoke();
            lock (_byLabels)
            {
                foreach (var series in _series)
                {
                    if (series.HasValue)
                    {
                        return false;
                    }
                }

                return true;
            }
        }
    }

    /// <summary>The series of these attributes, made if there is none, or the overflow series if there is no room.</summary>
    public TSeries Series(params ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        var labels = Encode(attributes);
        lock (_byLabels)
        {
            if (_byLabels.TryGetValue(labels, out var known))
            {
                return known;
            }

            if (_byLabels.Count >= _limit)
            {
                return _overflow ??= Add(Overflow, Encode(Overflow));
            }

            var series = Add(attributes.ToArray(), labels);
            _byLabels[labels] = series;
            return series;
        }
    }

    public override void WriteTo(ISampleSink sink, FamilySlot slot)
    {
        BeforeReading?.Invoke();

        // Under the lock, so that no list is copied for each scrape: requests take it only for a label set that is new.
        lock (_byLabels)
        {
            slot.HasOverflowed |= _overflow is not null;
            foreach (var series in _series)
            {
                if (!series.HasValue)
                {
                    continue;
                }

                if (!series.IsClaimed)
                {
                    series.IsClaimed = true;
                    slot.Claim(series.Labels, this);
                }

                series.WriteTo(sink);
            }
        }
    }

    public override void ForgetLabels()
    {
        lock (_byLabels)
        {
            _scoped = true;
            _byLabels.Clear();
            foreach (var series in _series)
            {
                series.Labels = Encode(series.Attributes);
                series.Labels.Attributes = series.Attributes;
                series.IsClaimed = false;
                _byLabels[series.Labels] = series;
            }
        }
    }

    private TSeries Add(KeyValuePair<string, object?>[] attributes, LabelSet labels)
    {
        var series = _make(attributes);
        series.Labels = labels;
        labels.Attributes = attributes;
        _series.Add(series);
        return series;
    }

    private LabelSet Encode(ReadOnlySpan<KeyValuePair<string, object?>> attributes) =>
        LabelSet.Create(_scoped ? [.. ScopeLabels.Of(Meter), .. attributes] : attributes, _constants, _histogram);
}
