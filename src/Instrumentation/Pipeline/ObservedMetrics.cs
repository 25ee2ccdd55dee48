using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Tells observable instruments that have ended from those that are silent: of neither has the SDK anything to show.</summary>
internal sealed class ObservedMetrics
{
    private readonly ConcurrentDictionary<MetricKey, ObservedMetric> _byMetric = new();
    private readonly ConditionalWeakTable<Instrument, ObservedMetric> _byInstrument = [];

    /// <summary>Adds an observable instrument, with what the SDK is told of its stream.</summary>
    public void Add(Instrument instrument, MetricStreamConfiguration stream) =>
        _byInstrument.AddOrUpdate(instrument, _byMetric.GetOrAdd(MetricKey.Of(instrument, stream), static key => new(key)));

    /// <summary>What is known of a metric's observable instrument; null if it has none.</summary>
    public ObservedMetric? Of(Metric metric) => _byMetric.GetValueOrDefault(MetricKey.Of(metric));

    /// <summary>An instrument has ended, and with it the metric, whatever other instrument it is made of.</summary>
    public void End(Instrument instrument)
    {
        if (_byInstrument.TryGetValue(instrument, out var observed))
        {
            observed.HasEnded = true;
            _byMetric.TryRemove(KeyValuePair.Create(observed.Metric, observed));
        }
    }
}
