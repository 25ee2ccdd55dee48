using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>Reads one of SqlClient's listeners, and refuses what would make SqlClient do more than tell.</summary>
/// <remarks>
/// A connection that is being opened begins to keep statistics if somebody wants to hear of the end of commands (2.1) or of the opening
/// (6.1 too), as these events carry them: more than a kilobyte for each command. So the two questions that follow the beginning of an
/// opening on its thread are answered with no. The end of a command is never written to the connections' listener; the end of
/// the opening is asked for again when it has come.
/// </remarks>
internal sealed class SqlClientObserver(SqlClientOperations operations) : IObserver<KeyValuePair<string, object?>>
{
    [ThreadStatic]
    private static SqlClientEvent _before;

    private volatile bool _isOfCommands;

    /// <summary>Whether an event is to be written.</summary>
    public bool IsEnabled(string name)
    {
        try
        {
            FaultSeam.Pass(Boundaries.SqlClientWants);
            return Wants(name);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.DatabaseMeasurementFailed, "databases", exception))
        {
            return false;
        }
    }

    // Runs inside the application's command: nothing may escape.
    public void OnNext(KeyValuePair<string, object?> value)
    {
        try
        {
            FaultSeam.Pass(Boundaries.SqlClientEvent);
            // Another subscriber may have asked for events that are not read here.
            if (value.Value is { } payload && SqlClientEvents.Of(value.Key) is not SqlClientEvent.Other and var kind)
            {
                operations.Receive(kind, payload);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.DatabaseMeasurementFailed, "databases", exception))
        {
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private bool Wants(string name)
    {
        var kind = SqlClientEvents.Of(name);
        var before = _before;
        _before = SqlClientEvent.Other;
        switch (kind)
        {
            case SqlClientEvent.Other:
                return false;
            case SqlClientEvent.CommandBefore:
                _isOfCommands = true;
                return true;
            case SqlClientEvent.OpenBefore:
                _before = kind;
                return true;
            case SqlClientEvent.CommandAfter when !_isOfCommands:
                _before = before == SqlClientEvent.OpenBefore ? kind : SqlClientEvent.Other;
                return false;
            case SqlClientEvent.OpenAfter:
                return before != SqlClientEvent.CommandAfter;
            default:
                return true;
        }
    }
}
