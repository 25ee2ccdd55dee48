using System.Diagnostics;
using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Leads measurements of one type of value to the SDK, or to the instrument that holds them until there is one.</summary>
internal sealed class MeasurementRelay<T>
    where T : struct
{
    private readonly SampledMeasurements? _sampled;

    /// <param name="listener">Hears the measurements.</param>
    /// <param name="target">The SDK's handler, if it is there already.</param>
    /// <param name="sampled">Keeps exemplars; null where there are to be none.</param>
    public MeasurementRelay(MeterListener listener, MeasurementCallback<T>? target, SampledMeasurements? sampled)
    {
        _sampled = sampled;
        Target = target;
        listener.SetMeasurementEventCallback<T>(OnMeasurement);
    }

    /// <summary>The SDK's handler, once there is one.</summary>
    public MeasurementCallback<T>? Target { get; set; }

    // Runs inside the application's own measurement: nothing may escape.
    private void OnMeasurement(
        Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        try
        {
            FaultSeam.Pass(Boundaries.Measurement);
            if (state is DriverInstrument driver)
            {
                if (!driver.Take(MeasuredNumber.ToDouble(measurement), tags, _sampled is not null))
                {
                    RelayRewritten(instrument, measurement, tags, driver);
                }
            }
            else
            {
                Relay(instrument, measurement, tags, state);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "pipeline", exception))
        {
        }
    }

    private void RelayRewritten(
        Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, DriverInstrument driver)
    {
        if (driver.State is InstrumentLane lane && driver.CountsFailures)
        {
            HoldFailure(lane, MeasuredNumber.ToDouble(measurement), tags.ToArray());
            return;
        }

        // A lane looks its series up by the attributes as they are, which are mostly the same objects.
        var buffer = default(DriverTags);
        Relay(instrument, measurement, driver.State is InstrumentLane ? tags : DriverInstrument.Rewrite(tags, buffer), driver.State);
    }

    // It is of the trace in which it was measured, whoever asks for the page meanwhile.
    private void HoldFailure(InstrumentLane lane, double count, KeyValuePair<string, object?>[] tags)
    {
        var trace = _sampled is null ? null : PastTrace.Now();
        UncertainFailures.Hold(PoolNames.OfConnectionString(tags), () => lane.RecordPast(count, tags, trace));
    }

    private void Relay(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (state is InstrumentLane lane)
        {
            lane.Record(MeasuredNumber.ToDouble(measurement), tags, _sampled is null ? null : Activity.Current);
        }
        else if (state is not HeldInstrument held)
        {
            HandOn(instrument, measurement, tags, state);
        }
        else if (!held.IsHandedOver)
        {
            Hold(held, instrument, measurement, tags.ToArray());
        }
        else if (held.State is { } handed)
        {
            HandOn(instrument, measurement, tags, handed);
        }
    }

    private void HandOn(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        Target!(instrument, measurement, tags, state);
        if (_sampled is not null && Activity.Current is { Recorded: true } activity)
        {
            _sampled.Keep(instrument, MeasuredNumber.ToDouble(measurement), tags, activity);
        }
    }

    private void Hold(HeldInstrument held, Instrument instrument, T measurement, KeyValuePair<string, object?>[] tags) =>
        held.Hold(state => Target!(instrument, measurement, tags, state));
}
