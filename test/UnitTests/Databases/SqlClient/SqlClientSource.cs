using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Data.SqlClient;

namespace AspNetCorePrometheus.UnitTests.Databases.SqlClient;

/// <summary>Events as SqlClient writes them, by listeners that only this test's subscription is told of.</summary>
internal sealed class SqlClientSource : IDisposable
{
    private const string Prefix = "Microsoft.Data.SqlClient.Write";

    private readonly SqlClientSubscription _subscription;

    public SqlClientSource()
    {
        Families = new DatabaseFamilies(TestSettings.Of());
        _subscription = new SqlClientSubscription(Families, new ErrorCodes());
        Connection = new SqlConnection("tcp:sql.example,1444", "shop");
        Command = new SqlCommand { Connection = Connection };
        Commands = Announced();
        Connections = Announced();
    }

    public DatabaseFamilies Families { get; }

    public SqlConnection Connection { get; }

    public SqlCommand Command { get; }

    /// <summary>SqlClient's listener of commands.</summary>
    public DiagnosticListener Commands { get; }

    /// <summary>SqlClient's listener of connections.</summary>
    public DiagnosticListener Connections { get; }

    public Samples Operations => Samples.Of(Families.OperationDuration);

    public void Announce(DiagnosticListener listener) => _subscription.OnNext(listener);

    public static bool IsEnabled(DiagnosticListener listener, string name) => listener.IsEnabled(Prefix + name);

    public void Execute(Guid id, Exception? exception = null)
    {
        BeginCommand(id);
        EndCommand(id, exception);
    }

    public void BeginCommand(Guid id) => Write(Commands, "CommandBefore", new { OperationId = id, Command, Timestamp = 0L });

    public void EndCommand(Guid id, Exception? exception = null)
    {
        if (exception is null)
        {
            Write(Commands, "CommandAfter", new { OperationId = id, Command, Timestamp = Stopwatch.Frequency });
        }
        else
        {
            Write(Commands, "CommandError", new { OperationId = id, Command, Exception = exception, Timestamp = Stopwatch.Frequency });
        }
    }

    public void BeginOpening(Guid id) => Write(Connections, "ConnectionOpenBefore", new { OperationId = id, Connection, Timestamp = 0L });

    public void EndOpening(Guid id, Guid connectionId) =>
        Write(Connections, "ConnectionOpenAfter", new { OperationId = id, ConnectionId = connectionId, Connection, Timestamp = Stopwatch.Frequency });

    public void FailOpening(Guid id, Exception exception, double seconds) => Write(
        Connections,
        "ConnectionOpenError",
        new { OperationId = id, Exception = exception, Timestamp = (long)(seconds * Stopwatch.Frequency) });

    public void Dispose()
    {
        Commands.Dispose();
        Connections.Dispose();
        Command.Dispose();
        Connection.Dispose();
    }

    private static void Write(DiagnosticListener listener, string name, object payload)
    {
        if (IsEnabled(listener, name))
        {
            listener.Write(Prefix + name, payload);
        }
    }

    private DiagnosticListener Announced()
    {
        var listener = new DiagnosticListener(SqlClientEvents.Listener);
        Announce(listener);
        return listener;
    }
}
