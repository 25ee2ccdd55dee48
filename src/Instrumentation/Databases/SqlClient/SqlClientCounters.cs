using System.Diagnostics.Tracing;
using System.Globalization;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>
/// How many connections SqlClient has in use and idle, from its event counters, which Microsoft.Data.SqlClient has from version 3
/// on. They are of the whole process; the pool's name is that of the library.
/// </summary>
/// <remarks>
/// The source writes its traces as informational events under keywords of its own. The counters have neither level nor keyword: the
/// most severe level and a keyword that the source does not know let nothing else through.
/// </remarks>
/// <param name="connections">Where the numbers are written.</param>
/// <param name="seconds">How often they are asked for.</param>
internal sealed class SqlClientCounters(LaneFamily<LaneGauge> connections, double seconds = 5) : EventListener
{
    private const string Source = "Microsoft.Data.SqlClient.EventSource";
    private const string Pool = "Microsoft.Data.SqlClient";
    private const EventKeywords None = (EventKeywords)(1L << 40);

    // Sources that there are already are told of before the constructor's body has run.
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        try
        {
            FaultSeam.Pass(Boundaries.SqlClientSource);
            if (eventSource.Name == Source)
            {
                EnableEvents(eventSource, EventLevel.Critical, None, Every(seconds));
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.DatabaseMeasurementFailed, "databases", exception))
        {
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        try
        {
            FaultSeam.Pass(Boundaries.SqlClientCounter);
            if (eventData.EventName == "EventCounters" && eventData.Payload is [IDictionary<string, object?> counter]
                && State(counter) is { } state && counter.TryGetValue("Mean", out var mean) && mean is double value)
            {
                connections.Series(new(DatabaseAttributes.PoolName, Pool), new(DatabaseAttributes.ConnectionState, state))
                    .Set((long)value);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.DatabaseMeasurementFailed, "databases", exception))
        {
        }
    }

    private static Dictionary<string, string?> Every(double seconds) =>
        new() { ["EventCounterIntervalSec"] = seconds.ToString(CultureInfo.InvariantCulture) };

    private static string? State(IDictionary<string, object?> counter) => counter.TryGetValue("Name", out var name)
        ? name switch { "number-of-active-connections" => "used", "number-of-free-connections" => "idle", _ => null }
        : null;
}
