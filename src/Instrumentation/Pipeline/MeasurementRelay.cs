using System.Diagnostics;
using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Databases;

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
                Relay(instrument, measurement, tags, state, default);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "pipeline", exception))
        {
        }
    }

    private void RelayRewritten(
        Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, DriverInstrument driver)
    {
        // A lane looks its series up by the attributes as they are, which are mostly the same objects.
        var buffer = default(DriverTags);
        var shown = driver.State is InstrumentLane ? tags : DriverInstrument.Rewrite(tags, buffer);
        if (driver.CountsFailures)
        {
            RelayLater(instrument, measurement, shown.ToArray(), driver.State, PoolNames.OfConnectionString(tags));
        }
        else
        {
            Relay(instrument, measurement, shown, driver.State, default);
        }
    }

    // It is of the trace in which it was measured, whoever asks for the page meanwhile.
    private void RelayLater(
        Instrument instrument, T measurement, KeyValuePair<string, object?>[] tags, object? state, string? pool)
    {
        var trace = new MeasuredTrace(Activity.Current);
        UncertainFailures.Hold(pool, () => Relay(instrument, measurement, tags, state, trace));
    }

    private void Relay(
        Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state, MeasuredTrace trace)
    {
        if (state is InstrumentLane lane)
        {
            lane.Record(MeasuredNumber.ToDouble(measurement), tags, _sampled is null ? null : trace.Activity);
        }
        else if (state is not HeldInstrument held)
        {
            HandOn(instrument, measurement, tags, state, trace);
        }
        else if (!held.IsHandedOver)
        {
            Hold(held, instrument, measurement, tags.ToArray());
        }
        else if (held.State is { } handed)
        {
            HandOn(instrument, measurement, tags, handed, trace);
        }
    }

    private void HandOn(
        Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state, MeasuredTrace trace)
    {
        Target!(instrument, measurement, tags, state);
        if (_sampled is not null && trace.Activity is { Recorded: true } activity)
        {
            _sampled.Keep(instrument, MeasuredNumber.ToDouble(measurement), tags, activity);
        }
    }

    private void Hold(HeldInstrument held, Instrument instrument, T measurement, KeyValuePair<string, object?>[] tags) =>
        held.Hold(state => Target!(instrument, measurement, tags, state));
}
