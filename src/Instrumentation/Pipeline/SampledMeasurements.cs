using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Keeps measurements of sampled traces as exemplars, for the counters and histograms that the SDK measures.</summary>
internal sealed class SampledMeasurements
{
    // As many as the SDK has streams.
    private const int MostInstruments = 10_000;

    private readonly ConcurrentDictionary<MetricKey, InstrumentExemplars> _byMetric = new();
    private readonly ConditionalWeakTable<Instrument, Sampled> _byInstrument = [];

    /// <summary>
    /// Adds an instrument that may have exemplars. Of histograms whose bounds alone tell them apart, only the first has any: a metric does
    /// not tell which of them it is.
    /// </summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="stream">What the SDK is told of its stream.</param>
    /// <param name="bounds">The finite bounds of a histogram; null for a counter.</param>
    /// <param name="make">Makes room for the exemplars of a metric with these bounds.</param>
    public void Add(
        Instrument instrument, MetricStreamConfiguration stream, double[]? bounds, Func<double[]?, InstrumentExemplars> make)
    {
        var key = MetricKey.Of(instrument, stream);
        if (!_byMetric.TryGetValue(key, out var known) && _byMetric.Count < MostInstruments)
        {
            known = _byMetric.GetOrAdd(key, _ => make(bounds));
        }

        if (known?.Has(bounds) == true)
        {
            _byInstrument.TryAdd(instrument, new Sampled(key, known));
        }
    }

    /// <summary>
    /// An instrument has ended, and with it the metric, whatever other instrument it is made of: its place is free. A page that has
    /// shown the metric keeps its exemplars with it.
    /// </summary>
    public void End(Instrument instrument)
    {
        if (_byInstrument.TryGetValue(instrument, out var ended))
        {
            _byMetric.TryRemove(KeyValuePair.Create(ended.Metric, ended.Exemplars));
        }
    }

    /// <summary>The exemplars of a metric's series; null if it can have none.</summary>
    public InstrumentExemplars? Of(Metric metric) => _byMetric.GetValueOrDefault(MetricKey.Of(metric));

    /// <summary>Keeps a measurement that is made now, in a sampled trace.</summary>
    public void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes, Activity activity)
    {
        if (_byInstrument.TryGetValue(instrument, out var sampled))
        {
            sampled.Exemplars.Keep(value, attributes, activity);
        }
    }

    private sealed record Sampled(MetricKey Metric, InstrumentExemplars Exemplars);
}
