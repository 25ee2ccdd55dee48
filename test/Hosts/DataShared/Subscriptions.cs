using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Data;

/// <summary>
/// Who listens to EF Core's events and to Npgsql's meter. They can be taken away and put back while the process runs: without them EF Core
/// and Npgsql run as if nobody had ever listened, in the same process, with the same compiled code and the same memory.
/// </summary>
public static class Subscriptions
{
    // No public member hands them out or takes them back.
    private static readonly FieldInfo OfListener = Field(typeof(DiagnosticListener));
    private static readonly FieldInfo OfInstrument = Field(typeof(Instrument));

    private static readonly List<Action> PutBack = [];

    /// <summary>Takes them away, or puts back what was taken away; twice is once. Answers how many listeners and instruments have none now.</summary>
    public static int Set(bool areThere)
    {
        if (areThere)
        {
            PutBack.ForEach(put => put());
            PutBack.Clear();
        }
        else if (PutBack.Count == 0)
        {
            DiagnosticListener.AllListeners.Subscribe(new Collector()).Dispose();
            using var meters = new MeterListener { InstrumentPublished = (instrument, _) => Take(instrument) };
            meters.Start();
        }

        return PutBack.Count;
    }

    private static void Take(Instrument instrument)
    {
        if (instrument.Meter.Name == "Npgsql")
        {
            Replace(OfInstrument, instrument, Activator.CreateInstance(OfInstrument.FieldType));
        }
    }

    private static void Replace(FieldInfo field, object target, object? empty)
    {
        var taken = field.GetValue(target);
        field.SetValue(target, empty);
        PutBack.Add(() => field.SetValue(target, taken));
    }

    private static FieldInfo Field(Type type) =>
        type.GetField("_subscriptions", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingFieldException(type.FullName, "_subscriptions");

    private sealed class Collector : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
            {
                Replace(OfListener, value, null);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
