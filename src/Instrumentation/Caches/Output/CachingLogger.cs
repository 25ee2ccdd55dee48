using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using Microsoft.Extensions.Logging;

namespace AspNetCorePrometheus.Instrumentation.Caches.Output;

/// <summary>Counts the events of one caching middleware: two that it served, two that it did not, and one that the store failed.</summary>
internal sealed class CachingLogger(LaneCounter hit, LaneCounter miss, LaneCounter error, int[] events) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            FaultSeam.Pass(Boundaries.CachingLog);
            Counter(eventId)?.Add(1);
        }
        catch (Exception fault) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "caches", fault))
        {
        }
    }

    private LaneCounter? Counter(EventId eventId) => Array.IndexOf(events, eventId.Id) switch
    {
        0 or 1 => hit,
        2 or 3 => miss,
        4 => error,
        _ => null,
    };
}
