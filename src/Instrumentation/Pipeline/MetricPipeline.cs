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
/// Listens to every meter of the process from the moment when settings are known, and feeds the SDK, which is built later.
/// </summary>
/// <remarks>
/// Building the SDK takes most of what the drop-in would add to a host's start, and nobody asks for its results before the host
/// has started. So instruments are held back, with what they measure, until <see cref="Attach"/>, which hands everything over:
/// nothing is lost and nothing is counted twice, whichever thread measures meanwhile.
/// </remarks>
internal sealed class MetricPipeline : IObservableInstrumentsSource, IDisposable
{
    private const int ManyCompleted = 256;

    private readonly PrometheusSettings _settings;
    private readonly InstrumentSelection _selection;
    private readonly SampledMeasurements? _sampled;
    private readonly LateStreams _lanes = new();
    private readonly RuntimeInstruments _runtime;
    private readonly LaneInstruments _measured;
    private readonly MeterListener _listener = new();
    private readonly Lock _building = new();
    private readonly Lock _handingOver = new();
    private readonly Lock _collecting = new();

    private readonly MeasurementRelays _relays;
    private readonly HeldBudget _budget;

    private List<HeldInstrument> _held = [];
    private int _completed;
    private SdkPipeline? _sdk;

    /// <summary>
    /// Called when many instruments have ended, as those of a disposed host do: the SDK lets go of a metric when it is next
    /// collected, which in a process that nobody scrapes is never.
    /// </summary>
    public Action? ManyEnded { get; set; }

    public MetricPipeline(PrometheusSettings settings)
    {
        _settings = settings;
        _selection = new InstrumentSelection(settings);
        _sampled = settings.Exemplars ? new SampledMeasurements() : null;
        _relays = new MeasurementRelays(_sampled);
        _runtime = new RuntimeInstruments(settings, _lanes);
        _measured = new LaneInstruments(settings, _lanes);
        _budget = new HeldBudget(() => OwnThread.Start("pipeline", () => Attach()));
        _listener.InstrumentPublished = Publish;
        _listener.MeasurementsCompleted = Complete;
        _listener.Start();
    }

    /// <summary>Families of instruments that the SDK does not measure, in the order of their coming.</summary>
    public IReadOnlyList<SeriesStream> Lanes() => _lanes.All;

    /// <summary>The exemplars of a metric's series; null if it can have none.</summary>
    public InstrumentExemplars? Exemplars(Metric metric) => _sampled?.Of(metric);

    /// <summary>
    /// Builds the SDK and hands over what was held back; later calls do nothing. If it cannot be built nothing is held any
    /// longer, and each call throws.
    /// </summary>
    public SdkPipeline Attach()
    {
        lock (_building)
        {
            return _sdk ?? HandOver(Build());
        }
    }

    /// <summary>
    /// Hands over a snapshot of every metric, on the calling thread. Throws what <paramref name="consume"/> throws. One
    /// collection runs at a time.
    /// </summary>
    public void Collect(Action<Batch<Metric>> consume)
    {
        lock (_collecting)
        {
            UncertainFailures.Settle();
            Attach().Collect(consume);
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
        _sdk?.Dispose();
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

            lock (_handingOver)
            {
                if (_sdk is null)
                {
                    var held = new HeldInstrument(instrument, _budget);
                    _held.Add(held);
                    listener.EnableMeasurementEvents(instrument, DriverInstrument.Wrap(instrument, held));
                    return;
                }
            }

            if (_sdk.Listener.InstrumentPublished(instrument, out var state))
            {
                listener.EnableMeasurementEvents(instrument, DriverInstrument.Wrap(instrument, state));
            }
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

        state = DriverInstrument.Unwrap(state);
        if (state is InstrumentLane || (state is HeldInstrument held && !held.Complete()))
        {
            return;
        }

        _sdk?.Listener.MeasurementsCompleted(instrument, state is HeldInstrument { State: var handed } ? handed : state);
    }

    private SdkPipeline Build()
    {
        try
        {
            return new SdkPipeline(_settings, this, _sampled);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }
    }

    private SdkPipeline HandOver(SdkPipeline sdk)
    {
        _relays.SetTargets(sdk.Handlers);
        lock (_handingOver)
        {
            _sdk = sdk;
            foreach (var held in _held)
            {
                HandOver(held, sdk);
            }

            _held = [];
            return sdk;
        }
    }

    private void HandOver(HeldInstrument held, SdkPipeline sdk)
    {
        if (!sdk.Listener.InstrumentPublished(held.Instrument, out var state))
        {
            _listener.DisableMeasurementEvents(held.Instrument);
            return;
        }

        // The instrument keeps what held it: to give a listener another state it is taken off and put on again, and what another
        // thread measures between the two is lost.
        if (held.HandOver(state))
        {
            sdk.Listener.MeasurementsCompleted(held.Instrument, state);
        }
    }
}
