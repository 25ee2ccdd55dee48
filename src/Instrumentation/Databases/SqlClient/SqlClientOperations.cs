using System.Data.Common;
using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>SqlClient's commands, transactions and connections, as the database families. Each operation counts once, when it ends.</summary>
internal sealed class SqlClientOperations(SqlClientTargets targets, LaneFamily<LaneGauge> connectionCount)
{
    private static readonly int Commit = OperationNames.IndexOf("COMMIT")!.Value;
    private static readonly int Rollback = OperationNames.IndexOf("ROLLBACK")!.Value;

    private readonly OpenOperations _open = new();
    private readonly PhysicalConnections _connections = new();
    private readonly SqlClientPools _pools = new();

    private int _hasCounters;

    public void Receive(SqlClientEvent kind, object data)
    {
        var payload = SqlClientPayload.Of(kind);
        switch (kind)
        {
            case SqlClientEvent.CommandBefore when payload.Command.Of(data) is { Connection: { } connection } command:
                Begin(payload, data, connection, CommandText.Operation(command.CommandText, command.CommandType, hasHashComments: false));
                break;
            case SqlClientEvent.OpenBefore:
                ReadCounters();
                Begin(payload, data, payload.Connection.Of(data), SqlClientOperation.Opening);
                break;
            case SqlClientEvent.CommitBefore:
                Begin(payload, data, payload.Connection.Of(data), Commit);
                break;
            case SqlClientEvent.RollbackBefore:
                Begin(payload, data, payload.Connection.Of(data), Rollback);
                break;
            case SqlClientEvent.OpenAfter:
                Opened(payload, data);
                break;
            case SqlClientEvent.OpenError:
                NotOpened(payload, data);
                break;
            case SqlClientEvent.CommandAfter or SqlClientEvent.CommitAfter or SqlClientEvent.RollbackAfter:
                if (End(payload, data, out var done, out var duration))
                {
                    done.Target.Operation(done.Operation).Record(duration);
                }

                break;
            case SqlClientEvent.CommandError or SqlClientEvent.CommitError or SqlClientEvent.RollbackError:
                if (End(payload, data, out var failed, out var until))
                {
                    failed.Target.FailedOperation(failed.Operation, payload.Exception.Of(data)).Record(until);
                }

                break;
        }
    }

    // Not when the listener is announced: the runtime holds a lock of all listeners then, and an event listener takes another.
    private void ReadCounters()
    {
        if (_hasCounters == 0 && Interlocked.Exchange(ref _hasCounters, 1) == 0)
        {
            // The runtime keeps it.
            _ = new SqlClientCounters(connectionCount);
        }
    }

    private void Begin(SqlClientPayload payload, object data, DbConnection? connection, int operation)
    {
        if (connection is null || OwnLookUp.IsRunning)
        {
            return;
        }

        var target = targets.Of(connection);
        var isOpening = operation == SqlClientOperation.Opening;
        var begun = new SqlClientOperation(
            payload.Timestamp.Of(data), target, operation, isOpening ? connection.ConnectionTimeout : 0);
        _open.Begin(payload.OperationId.Of(data), begun);
    }

    private void Opened(SqlClientPayload payload, object data)
    {
        if (!End(payload, data, out var opening, out var duration))
        {
            return;
        }

        var id = payload.ConnectionId.Of(data);
        var isNew = id != Guid.Empty && _connections.IsNew(id);
        (isNew ? opening.Target.ConnectionCreation : opening.Target.ConnectionWait).Record(duration);
        if ((isNew || opening.Target.HasUnknownPool) && payload.Connection.OfAny(data) is { } connection)
        {
            opening.Target.HasUnknownPool = !_pools.Note(connection, opening.Target);
        }
    }

    private void NotOpened(SqlClientPayload payload, object data)
    {
        if (!End(payload, data, out var opening, out var duration))
        {
            return;
        }

        // Of an asynchronous opening the event has the exception of its task.
        var exception = payload.Exception.Of(data) is AggregateException { InnerException: { } inner } ? inner : payload.Exception.Of(data);
        opening.Target.FailedConnection(exception).Record(duration);
        if (IsTimeout(exception, duration, opening.Timeout))
        {
            opening.Target.ConnectionTimeouts.Add(1);
        }
    }

    private bool End(SqlClientPayload payload, object data, out SqlClientOperation operation, out long duration)
    {
        var hasBegun = _open.End(payload.OperationId.Of(data), out operation);
        duration = hasBegun ? payload.Timestamp.Of(data) - operation.Timestamp : 0;
        return hasBegun;
    }

    // A pool that is exhausted says so by an exception that other mistakes have too; these do not wait.
    private static bool IsTimeout(Exception exception, long duration, int seconds) =>
        exception is InvalidOperationException && seconds > 0 && duration >= seconds * Stopwatch.Frequency * 9 / 10;
}
