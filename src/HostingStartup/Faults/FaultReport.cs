using System.Collections.Concurrent;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// The one channel for what went wrong inside the drop-in: counted always, written once an hour for each event and exception type.
/// </summary>
internal static class FaultReport
{
    private const long SilenceMilliseconds = 60 * 60 * 1000;

    private static readonly ConcurrentDictionary<string, Cell> CountsByInstrumentation = new();
    private static readonly ConcurrentDictionary<string, Cell> LastWritten = new();

    private static long _total;

    /// <summary>Whether a fault is thrown on to the application instead of being contained; for tests and CI.</summary>
    public static bool FailFast { get; set; }

    /// <summary>How often each instrumentation has failed since the process started.</summary>
    public static IEnumerable<KeyValuePair<string, long>> Counts
    {
        get
        {
            foreach (var (instrumentation, cell) in CountsByInstrumentation)
            {
                yield return new(instrumentation, Interlocked.Read(ref cell.Count));
            }
        }
    }

    /// <summary>How often all of them have failed; grows behind <see cref="Counts"/>.</summary>
    public static long Total => Interlocked.Read(ref _total);

    /// <summary>
    /// An exception filter for the boundaries of the drop-in: reports, and answers whether the exception ends here, which it
    /// does unless <see cref="FailFast"/> is set.
    /// </summary>
    public static bool Contain(int eventId, string instrumentation, Exception exception)
    {
        Write(eventId, instrumentation, FaultText.Of(exception), exception);
        return !FailFast;
    }

    /// <summary>Reports a fault that is no exception, such as a payload of an unknown shape. Never throws.</summary>
    public static void Note(int eventId, string instrumentation, string message) =>
        Write(eventId, instrumentation, message, null);

    private static void Write(int eventId, string instrumentation, string message, Exception? exception)
    {
        Interlocked.Increment(ref CountsByInstrumentation.GetOrAdd(instrumentation, static _ => new Cell()).Count);
        Interlocked.Increment(ref _total);

        var last = LastWritten.GetOrAdd($"{eventId} {exception?.GetType().FullName ?? message}", static _ => new Cell());
        var now = Environment.TickCount64;
        var before = Interlocked.Exchange(ref last.Count, now);
        if (before != 0 && now - before < SilenceMilliseconds)
        {
            Interlocked.Exchange(ref last.Count, before);
            return;
        }

        OwnLog.Write(OwnLogLevel.Error, eventId, $"{instrumentation}: {message}");
    }

    private sealed class Cell
    {
        public long Count;
    }
}
