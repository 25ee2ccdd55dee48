using System.Diagnostics.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>The SDK, which is built late, and the instruments that it measures, from before it is there.</summary>
/// <remarks>
/// Building the SDK takes most of what the drop-in would add to a host's start, and nobody asks for its results before the host
/// has started. So instruments are held back, with what they measure, until <see cref="Attach"/>, which hands everything over:
/// nothing is lost and nothing is counted twice, whichever thread measures meanwhile.
/// </remarks>
internal sealed class LateSdk : IDisposable
{
    private readonly MeterListener _listener;
    private readonly MeasurementRelays _relays;
    private readonly Func<SdkPipeline> _build;
    private readonly HeldBudget _budget;
    private readonly Lock _building = new();
    private readonly Lock _handingOver = new();

    private List<HeldInstrument> _held = [];
    private SdkPipeline? _sdk;

    /// <param name="listener">Hears the measurements.</param>
    /// <param name="relays">Lead them on, once there is a target.</param>
    /// <param name="build">Builds the SDK.</param>
    public LateSdk(MeterListener listener, MeasurementRelays relays, Func<SdkPipeline> build)
    {
        _listener = listener;
        _relays = relays;
        _build = build;
        _budget = new HeldBudget(() => OwnThread.Start("pipeline", () => Attach()));
    }

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

    /// <summary>Listens to an instrument for the SDK, or for what holds it back until there is one.</summary>
    public void Take(Instrument instrument)
    {
        lock (_handingOver)
        {
            if (_sdk is null)
            {
                var held = new HeldInstrument(instrument, _budget);
                _held.Add(held);
                _listener.EnableMeasurementEvents(instrument, DriverInstrument.Wrap(instrument, held));
                return;
            }
        }

        if (_sdk.Listener.InstrumentPublished(instrument, out var state))
        {
            _listener.EnableMeasurementEvents(instrument, DriverInstrument.Wrap(instrument, state));
        }
    }

    /// <summary>An instrument has ended, of which the listener had this state.</summary>
    public void End(Instrument instrument, object? state)
    {
        if (state is not HeldInstrument held)
        {
            _sdk?.Listener.MeasurementsCompleted(instrument, state);
        }
        else if (held.Complete())
        {
            _sdk?.Listener.MeasurementsCompleted(instrument, held.State);
        }
    }

    public void Dispose() => _sdk?.Dispose();

    private SdkPipeline Build()
    {
        try
        {
            return _build();
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
