using System.Data.Common;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>EF Core's command and connection events, as the database families.</summary>
/// <remarks>
/// A command's duration ends when its execution has answered, as EF Core measures it: the rows that the application then reads
/// at its own pace belong to the application, and a reader that is abandoned is counted all the same.
/// </remarks>
internal sealed class EfCoreDatabaseListener(DatabaseFamilies families)
{
    private static readonly Payload<DbCommand> Command = new("Command");
    private static readonly Payload<DbConnection> Connection = new("Connection");
    private static readonly Payload<object> Context = new("Context");
    private static readonly Payload<bool> IsAsync = new("IsAsync");
    private static readonly Payload<TimeSpan> Duration = new("Duration");
    private static readonly Payload<Exception> Error = new("Exception");

    private readonly DatabaseTargets _targets = new(families, new ErrorCodes());
    private readonly EfCoreSaveListener _saves = new(families);

    public static bool Wants(string name) => name
        is EfCoreEvents.CommandExecuting or EfCoreEvents.DataReaderClosing or EfCoreEvents.DataReaderDisposing
        or EfCoreEvents.CommandExecuted or EfCoreEvents.CommandError or EfCoreEvents.CommandCanceled
        or EfCoreEvents.ConnectionOpened or EfCoreEvents.ConnectionError
        or EfCoreEvents.SaveChangesStarting or EfCoreEvents.SaveChangesCompleted or EfCoreEvents.SaveChangesFailed
        or EfCoreEvents.SaveChangesCanceled or EfCoreEvents.ConcurrencyException
        or EfCoreEvents.BatchReady or EfCoreEvents.Retrying;

    public void Receive(string name, object payload)
    {
        switch (name)
        {
            case EfCoreEvents.CommandExecuting or EfCoreEvents.DataReaderClosing:
                Enter(payload);
                break;
            case EfCoreEvents.DataReaderDisposing:
                EfCoreFlow.Leave();
                break;
            case EfCoreEvents.CommandExecuted:
                EfCoreFlow.Leave();
                Executed(payload);
                break;
            case EfCoreEvents.CommandError:
                Failed(payload, Error.Of(payload));
                break;
            case EfCoreEvents.CommandCanceled:
                Failed(payload, null);
                break;
            case EfCoreEvents.ConnectionOpened:
                Opened(payload);
                break;
            case EfCoreEvents.ConnectionError:
                NotOpened(payload);
                break;
            case EfCoreEvents.BatchReady:
                EfCoreBatchListener.Ready(payload, _targets);
                break;
            default:
                _saves.Receive(name, payload);
                break;
        }
    }

    // Only Npgsql measures commands of its own accord; others need no mark.
    private static void Enter(object payload)
    {
        if (Command.Of(payload).GetType().FullName is "Npgsql.NpgsqlCommand")
        {
            EfCoreFlow.Enter(IsAsync.Of(payload));
        }
    }

    private void Executed(object payload)
    {
        if (Command.Of(payload) is { Connection: { } connection } command)
        {
            Record(_targets.Of(connection, Context.Of(payload)).Operation(Operation(command)), payload);
        }
    }

    private void Failed(object payload, Exception? exception)
    {
        EfCoreFlow.Leave();
        var context = Context.Of(payload);
        EfCoreSaveListener.Fails(context);
        var command = Command.Of(payload);
        if ((command.Connection ?? Connection.OfAny(payload)) is { } connection)
        {
            Record(_targets.Of(connection, context).FailedOperation(Operation(command), exception), payload);
        }
    }

    private void Opened(object payload)
    {
        var target = _targets.Of(Connection.Of(payload), Context.Of(payload));
        Record(target.ConnectionWait, payload);
    }

    private void NotOpened(object payload)
    {
        var context = Context.Of(payload);
        EfCoreSaveListener.Fails(context);
        Record(_targets.Of(Connection.Of(payload), context).FailedConnection(Error.Of(payload)), payload);
    }

    private static int Operation(DbCommand command) => CommandText.Operation(command.CommandText, command.CommandType);

    private static void Record(LaneHistogram series, object payload) => series.Record(Ticks.Of(Duration.Of(payload)));
}
