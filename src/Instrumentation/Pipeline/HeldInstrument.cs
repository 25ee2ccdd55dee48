using System.Diagnostics.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>An instrument before there is an SDK, with its measurements in their order.</summary>
internal sealed class HeldInstrument(Instrument instrument, HeldBudget budget)
{
    private readonly Lock _moving = new();

    private List<Action<object?>> _measurements = [];
    private object? _state;
    private bool _isHandedOver;
    private bool _isComplete;

    public Instrument Instrument => instrument;

    /// <summary>Whether the SDK's state is there, to which measurements go at once.</summary>
    public bool IsHandedOver => Volatile.Read(ref _isHandedOver);

    /// <summary>The SDK's state; null if it does not take the instrument.</summary>
    public object? State => _state;

    /// <summary>Keeps a measurement, or hands it over at once if the instrument has been handed over meanwhile.</summary>
    public void Hold(Action<object?> measurement)
    {
        lock (_moving)
        {
            if (!_isHandedOver)
            {
                _measurements.Add(measurement);
                budget.Spend();
                return;
            }
        }

        if (_state is not null)
        {
            measurement(_state);
        }
    }

    /// <summary>The instrument's meter has ended; answers whether the SDK has the instrument already, and must be told.</summary>
    public bool Complete()
    {
        lock (_moving)
        {
            _isComplete = true;
            return _isHandedOver && _state is not null;
        }
    }

    /// <summary>Hands every measurement to the SDK's state; answers whether the instrument has already ended.</summary>
    public bool HandOver(object? state)
    {
        lock (_moving)
        {
            _state = state;
            foreach (var measurement in _measurements)
            {
                measurement(state);
            }

            Volatile.Write(ref _isHandedOver, true);

            _measurements = [];
            return _isComplete;
        }
    }
}
