using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using Microsoft.Extensions.Logging;

namespace AspNetCorePrometheus.Instrumentation.Caches.Output;

/// <summary>Counts the events of one caching middleware: two that it served, two that it did not, and one that the store failed.</summary>
/// <remarks>
/// A request whose store failed goes on as one that found nothing, which is told too and is then no miss. The mark flows no further than
/// the method of the middleware that tells both.
/// </remarks>
internal sealed class CachingLogger(LaneCounter hit, LaneCounter miss, LaneCounter error, int[] events) : ILogger
{
    private const int Error = 4;

    private readonly AsyncLocal<bool> _hasFailed = new();

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

    private LaneCounter? Counter(EventId eventId)
    {
        switch (Array.IndexOf(events, eventId.Id))
        {
            case 0 or 1:
                return hit;
            case 2 or 3:
                return _hasFailed.Value ? null : miss;
            case Error:
                _hasFailed.Value = true;
                return error;
            default:
                return null;
        }
    }
}
