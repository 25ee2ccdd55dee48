using System.Data.Common;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>EF Core's command and connection events, as the database families.</summary>
/// <remarks>
/// A command's duration ends when its execution has answered, as EF Core measures it: the rows that the application then reads
/// at its own pace belong to the application, and a reader that is abandoned is counted all the same. Commands and connections of
/// a driver that tells of them itself are that driver's to count.
/// </remarks>
internal sealed class EfCoreDatabaseListener(
    DatabaseTargets targets, EfCoreSaveListener saves, OpenQueries queries) : IEfCoreReceiver
{
    // CommandSource.
    private const int LinqQuery = 1;
    private const int SaveChanges = 2;
    private const int FromSqlQuery = 4;

    // Failures that were counted when a command was sent or a connection was opened.
    private static readonly ConditionalWeakTable<Exception, object> Counted = [];

    private static readonly Payload<int> Source = new("CommandSource");
    private static readonly Payload<DbCommand> Command = new("Command");
    private static readonly Payload<DbConnection> Connection = new("Connection");
    private static readonly Payload<object> Context = new("Context");
    private static readonly Payload<TimeSpan> Duration = new("Duration");
    private static readonly Payload<Type> ContextType = new("ContextType");
    private static readonly Payload<Exception> Error = new("Exception");
    private static readonly Payload<IReadOnlyList<Exception>?> Encountered = new("ExceptionsEncountered");

    private readonly EfCoreDriver _driver = new();
    private readonly EfCoreCommandLogger _logger = new();

    public bool Wants(string name) => name switch
    {
        EfCoreEvents.ConnectionOpened => !_driver.MeasuresConnections,
        EfCoreEvents.CommandExecuting => _driver.MeasuresCommands || !_logger.CanEndSilence,
        EfCoreEvents.CommandExecuted or EfCoreEvents.CommandError or EfCoreEvents.CommandCanceled
            or EfCoreEvents.ConnectionError or EfCoreEvents.ConnectionCanceled
            or EfCoreEvents.SaveChangesStarting or EfCoreEvents.SaveChangesCompleted or EfCoreEvents.SaveChangesFailed
            or EfCoreEvents.SaveChangesCanceled or EfCoreEvents.ConcurrencyException
            or EfCoreEvents.BatchReady or EfCoreEvents.Retrying or EfCoreEvents.QueryFailed => true,
        _ => _driver.MeasuresCommands && EfCoreFlowListener.Wants(name),
    };

    public void Receive(string name, object payload)
    {
        if (name == EfCoreEvents.CommandExecuting)
        {
            Learn(payload);
        }

        if (_driver.MeasuresCommands)
        {
            EfCoreFlowListener.Receive(name, payload);
        }

        switch (name)
        {
            case EfCoreEvents.CommandExecuted:
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
                NotOpened(payload, Error.Of(payload));
                break;
            case EfCoreEvents.ConnectionCanceled:
                NotOpened(payload, null);
                break;
            case EfCoreEvents.QueryFailed:
                FailedWhileRead(payload);
                break;
            case EfCoreEvents.Retrying:
                TriedAgain(payload);
                saves.Receive(name, payload);
                break;
            case EfCoreEvents.BatchReady:
                EfCoreBatchListener.Ready(payload, targets);
                break;
            default:
                saves.Receive(name, payload);
                break;
        }
    }

    private void Executed(object payload)
    {
        if (Command.Of(payload) is { Connection: { } connection } command)
        {
            var context = Context.Of(payload);
            var target = targets.Of(connection, context);
            if (target.IsToldByDriver)
            {
                return;
            }

            var operation = Operation(command, target);
            var duration = Ticks.Of(Duration.Of(payload));
            switch (context is null ? 0 : Source.Of(payload))
            {
                case SaveChanges:
                    saves.Executed(context!, new SavedCommand(target, operation, duration));
                    break;
                case LinqQuery or FromSqlQuery:
                    queries.Add(context!.GetType(), target, operation, duration);
                    break;
                default:
                    target.Operation(operation).Record(duration);
                    break;
            }
        }
    }

    private void FailedWhileRead(object payload)
    {
        if (Error.Of(payload) is DbException exception && !Counted.TryGetValue(exception, out _))
        {
            UncertainFailures.Claim(exception, queries.Fail(ContextType.Of(payload), exception)?.Database);
        }
    }

    // A strategy that retries reads queries as a whole, and catches what fails meanwhile before EF Core would tell of it.
    private static void TriedAgain(object payload)
    {
        if (Encountered.OfAny(payload) is [.., DbException failure] && !Counted.TryGetValue(failure, out _))
        {
            UncertainFailures.Claim(failure, null);
        }
    }

    private void Failed(object payload, Exception? exception)
    {
        var context = Context.Of(payload);
        NoteFailure(context, exception);
        var command = Command.Of(payload);
        if ((command.Connection ?? Connection.OfAny(payload)) is { } connection
            && targets.Of(connection, context) is { IsToldByDriver: false } target)
        {
            Record(target.FailedOperation(Operation(command, target), exception), payload);
        }

        _logger.EndSilence(context);
    }

    private void Opened(object payload)
    {
        Learn(payload);
        if (!_driver.MeasuresConnections
            && targets.Of(Connection.Of(payload), Context.Of(payload)) is { IsToldByDriver: false } target)
        {
            Record(target.ConnectionWait, payload);
        }
    }

    private void NoteFailure(object? context, Exception? exception)
    {
        saves.Fails(context, exception);
        if (exception is not null)
        {
            Counted.AddOrUpdate(exception, Counted);
        }
    }

    private void NotOpened(object payload, Exception? exception)
    {
        var context = Context.Of(payload);
        NoteFailure(context, exception);
        if (targets.Of(Connection.Of(payload), context) is { IsToldByDriver: false } target)
        {
            Record(target.FailedConnection(exception), payload);
        }
    }

    private void Learn(object payload)
    {
        if (_driver.IsKnown && _logger.IsKnown)
        {
            return;
        }

        var context = Context.OfAny(payload);
        _driver.Learn(Connection.OfAny(payload), context);
        _logger.Learn(context);
    }

    private static int Operation(DbCommand command, DatabaseTarget target) =>
        CommandText.Operation(command.CommandText, command.CommandType, target.HasHashComments);

    private static void Record(LaneHistogram series, object payload) => series.Record(Ticks.Of(Duration.Of(payload)));
}
