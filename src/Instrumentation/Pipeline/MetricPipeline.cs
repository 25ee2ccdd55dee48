using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.RuntimeMetrics;
using Microsoft.Extensions.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// Listens to every meter of the process from the moment when settings are known, and decides what measures each instrument: the
/// SDK, a lane, or the drop-in itself.
/// </summary>
internal sealed class MetricPipeline : IObservableInstrumentsSource, IDisposable
{
    private const int ManyCompleted = 256;

    private readonly InstrumentSelection _selection;
    private readonly SampledMeasurements? _sampled;
    private readonly LateStreams _lanes = new();
    private readonly RuntimeInstruments _runtime;
    private readonly LaneInstruments _measured;
    private readonly MeterListener _listener = new();
    private readonly Lock _collecting = new();
    private readonly ObservedMetrics _observed = new();
    private readonly MeasurementRelays _relays;
    private readonly LateSdk _sdk;

    private int _completed;

    /// <summary>
    /// Called when many instruments have ended, as those of a disposed host do: the SDK lets go of a metric when it is next
    /// collected, which in a process that nobody scrapes is never.
    /// </summary>
    public Action? ManyEnded { get; set; }

    public MetricPipeline(PrometheusSettings settings)
    {
        _selection = new InstrumentSelection(settings);
        _sampled = settings.Exemplars ? new SampledMeasurements() : null;
        _relays = new MeasurementRelays(_sampled);
        _runtime = new RuntimeInstruments(settings, _lanes);
        _measured = new LaneInstruments(settings, _lanes);
        _sdk = new LateSdk(_listener, _relays, () => new SdkPipeline(settings, this, _sampled, _observed));
        _listener.InstrumentPublished = Publish;
        _listener.MeasurementsCompleted = Complete;
        _listener.Start();
    }

    /// <summary>Families of instruments that the SDK does not measure, in the order of their coming.</summary>
    public IReadOnlyList<SeriesStream> Lanes() => _lanes.All;

    /// <summary>The exemplars of a metric's series; null if it can have none.</summary>
    public InstrumentExemplars? Exemplars(Metric metric) => _sampled?.Of(metric);

    /// <summary>What is known of a metric's observable instrument; null if it has none.</summary>
    public ObservedMetric? Observed(Metric metric) => _observed.Of(metric);

    /// <inheritdoc cref="LateSdk.Attach"/>
    public void Attach() => _sdk.Attach();

    /// <summary>
    /// Hands over a snapshot of every metric, on the calling thread. Throws what <paramref name="consume"/> throws. One
    /// collection runs at a time.
    /// </summary>
    public void Collect(Action<Batch<Metric>> consume)
    {
        lock (_collecting)
        {
            UncertainFailures.Settle();
            _sdk.Attach().Collect(consume);
        }
    }

    public void RecordObservableInstruments()
    {
        try
        {
            FaultSeam.Pass(Boundaries.ObservableCallbacks);
            try
            {
                _runtime.Observe();
            }
            finally
            {
                _listener.RecordObservableInstruments();
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "observable_callback", exception))
        {
            // The listener has called every other callback before it throws.
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _sdk.Dispose();
    }

    // Runs where the application creates its instrument: nothing may escape.
    private void Publish(Instrument instrument, MeterListener listener)
    {
        try
        {
            FaultSeam.Pass(Boundaries.InstrumentPublished);
            if (!_selection.Includes(instrument) || _runtime.Takes(instrument))
            {
                return;
            }

            _relays.Prepare(instrument, listener);
            if (_measured.For(instrument) is { } lane)
            {
                listener.EnableMeasurementEvents(instrument, DriverInstrument.Wrap(instrument, lane));
                return;
            }

            _sdk.Take(instrument);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "pipeline", exception))
        {
        }
    }

    // Runs where the application disposes of its meter, or the host of its own.
    private void Complete(Instrument instrument, object? state)
    {
        try
        {
            FaultSeam.Pass(Boundaries.InstrumentCompleted);
            End(instrument, state);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "pipeline", exception))
        {
        }
    }

    private void End(Instrument instrument, object? state)
    {
        if (Interlocked.Increment(ref _completed) % ManyCompleted == 0)
        {
            ManyEnded?.Invoke();
        }

        _observed.End(instrument);
        _sampled?.End(instrument);
        state = DriverInstrument.Unwrap(state);
        if (state is not InstrumentLane)
        {
            _sdk.End(instrument, state);
        }
    }
}
