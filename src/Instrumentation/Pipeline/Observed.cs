using System.Diagnostics.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// Callbacks of instruments that allocate nothing: the framework makes an array and an enumerator for each instrument and collection.
/// </summary>
internal static class Observed
{
    /// <summary>A callback for an instrument without attributes.</summary>
    public static Func<IEnumerable<Measurement<T>>> Value<T>(Func<T> read)
        where T : struct
    {
        var measurements = new Measurement<T>[1];
        return Array(() =>
        {
            measurements[0] = new Measurement<T>(read());
            return measurements;
        });
    }

    /// <summary>A callback for an instrument whose measurements are kept in an array.</summary>
    public static Func<IEnumerable<Measurement<T>>> Array<T>(Func<Measurement<T>[]> read)
        where T : struct
    {
        var observed = new ObservedArray<T>(read);
        return () => observed;
    }
}
