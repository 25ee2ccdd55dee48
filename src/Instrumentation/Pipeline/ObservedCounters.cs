using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Tells observable counters that have ended from those that are silent: of neither has the SDK anything to show.</summary>
internal sealed class ObservedCounters
{
    private readonly ConcurrentDictionary<MetricKey, ObservedCounter> _byMetric = new();
    private readonly ConditionalWeakTable<Instrument, ObservedCounter> _byInstrument = [];

    /// <summary>Adds an observable counter, with what the SDK is told of its stream.</summary>
    public void Add(Instrument instrument, MetricStreamConfiguration stream) =>
        _byInstrument.AddOrUpdate(instrument, _byMetric.GetOrAdd(MetricKey.Of(instrument, stream), static key => new(key)));

    /// <summary>The observable counter behind a metric; null if there is none.</summary>
    public ObservedCounter? Of(Metric metric) => _byMetric.GetValueOrDefault(MetricKey.Of(metric));

    /// <summary>An instrument has ended, and with it the metric, whatever other instrument it is made of.</summary>
    public void End(Instrument instrument)
    {
        if (_byInstrument.TryGetValue(instrument, out var counter))
        {
            counter.HasEnded = true;
            _byMetric.TryRemove(KeyValuePair.Create(counter.Metric, counter));
        }
    }
}
