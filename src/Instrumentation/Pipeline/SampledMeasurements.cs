using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.Page;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Keeps measurements of sampled traces as exemplars, for the counters and histograms that the SDK measures.</summary>
internal sealed class SampledMeasurements
{
    // As many as the SDK has streams.
    private const int MostInstruments = 10_000;

    private readonly ConcurrentDictionary<MetricKey, InstrumentExemplars> _byMetric = new();
    private readonly ConditionalWeakTable<Instrument, InstrumentExemplars> _byInstrument = [];

    /// <summary>Adds an instrument that may have exemplars, with what the SDK is told of its stream.</summary>
    public void Add(Instrument instrument, MetricStreamConfiguration stream, Func<InstrumentExemplars> make)
    {
        var key = new MetricKey(
            MeterIdentity.Of(instrument.Meter),
            stream.Name ?? instrument.Name,
            stream.Description ?? string.Empty,
            instrument.Unit ?? string.Empty,
            TypeOf(instrument));
        if (_byMetric.TryGetValue(key, out var known) || _byMetric.Count < MostInstruments)
        {
            _byInstrument.TryAdd(instrument, known ?? _byMetric.GetOrAdd(key, _ => make()));
        }
    }

    /// <summary>The exemplars of a metric's series; null if it can have none.</summary>
    public InstrumentExemplars? Of(Metric metric) =>
        _byMetric.GetValueOrDefault(
            new MetricKey(MeterIdentity.Of(metric), metric.Name, metric.Description, metric.Unit, metric.MetricType));

    /// <summary>Keeps a measurement that is made now, in a sampled trace.</summary>
    public void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes, Activity activity)
    {
        if (_byInstrument.TryGetValue(instrument, out var exemplars))
        {
            exemplars.Keep(value, attributes, activity);
        }
    }

    private static MetricType TypeOf(Instrument instrument) =>
        StreamViews.IsHistogram(instrument) ? MetricType.Histogram
        : instrument is Counter<double> or Counter<float> ? MetricType.DoubleSum
        : MetricType.LongSum;

    // What the SDK tells metrics of one name apart by, as far as a metric tells it.
    private sealed record MetricKey(MeterIdentity Meter, string Name, string Description, string Unit, MetricType Type);
}
