using System.Diagnostics.Metrics;

namespace Requests;

/// <summary>Knows which instruments of the process somebody listens to, without listening itself.</summary>
public sealed class ListenedInstruments : IDisposable
{
    private readonly List<Instrument> _instruments = [];
    private readonly MeterListener _listener = new();

    public ListenedInstruments()
    {
        _listener.InstrumentPublished = (instrument, _) =>
        {
            lock (_instruments)
            {
                _instruments.Add(instrument);
            }
        };
        _listener.Start();
    }

    public IReadOnlyList<string> Names()
    {
        lock (_instruments)
        {
            return
            [
                .. _instruments.Where(instrument => instrument.Enabled)
                    .Select(instrument => $"{instrument.Meter.Name} {instrument.Name}")
                    .Distinct().Order(StringComparer.Ordinal),
            ];
        }
    }

    public void Dispose() => _listener.Dispose();
}
