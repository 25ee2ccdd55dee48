using System.Diagnostics;
using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Databases;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>An instrument of a database driver, between the driver and what takes its measurements.</summary>
internal sealed class DriverInstrument
{
    private readonly bool _measuresCommands;
    private readonly InstrumentLane? _lane;

    private DriverInstrument(Instrument instrument, object? state)
    {
        State = state;
        _measuresCommands = DriverInstruments.MeasuresCommands(instrument);
        CountsFailures = DriverInstruments.CountsFailures(instrument);
        _lane = CountsFailures ? null : state as InstrumentLane;
    }

    /// <summary>Whether its measurements are failures, which may turn out to be EF Core's.</summary>
    public bool CountsFailures { get; }

    /// <summary>The state with which measurements are handed on.</summary>
    public object? State { get; }

    /// <summary>
    /// Takes a measurement, in the unit of the instrument, if a lane counts it at once, or if it is not to be counted here. Answers whether
    /// it is taken.
    /// </summary>
    public bool Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, bool hasExemplars)
    {
        if (IsCountedElsewhere())
        {
            return true;
        }

        _lane?.Record(value, tags, hasExemplars ? Activity.Current : null);
        return _lane is not null;
    }

    // A command that EF Core's events have told of, or our own look-up.
    private bool IsCountedElsewhere() =>
        (_measuresCommands && (OwnLookUp.IsRunning || EfCoreFlow.TakeMeasurement()))
        || (CountsFailures && (OwnLookUp.IsRunning || EfCoreFlow.IsEntered));

    /// <summary>A state that passes a driver's instrument through here; others as they are.</summary>
    public static object? Wrap(Instrument instrument, object? state) =>
        DriverInstruments.IsDrivers(instrument) ? new DriverInstrument(instrument, state) : state;

    public static object? Unwrap(object? state) => state is DriverInstrument driver ? driver.State : state;

    /// <summary>The attributes under the convention's names, without secrets; in the buffer if there is room.</summary>
    public static ReadOnlySpan<KeyValuePair<string, object?>> Rewrite(
        ReadOnlySpan<KeyValuePair<string, object?>> tags, Span<KeyValuePair<string, object?>> buffer)
    {
        var rewritten = tags.Length <= buffer.Length ? buffer[..tags.Length] : new KeyValuePair<string, object?>[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            rewritten[i] = tags[i] switch
            {
                { Key: "pool.name" or DatabaseAttributes.PoolName, Value: string name } =>
                    new(DatabaseAttributes.PoolName, PoolNames.Of(name)),
                { Key: "state" } state => new(DatabaseAttributes.ConnectionState, state.Value),
                var other => other,
            };
        }

        return rewritten;
    }
}
