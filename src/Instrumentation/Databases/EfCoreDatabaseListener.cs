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

    private static readonly Payload<DbCommand> Command = new("Command");
    private static readonly Payload<DbConnection> Connection = new("Connection");
    private static readonly Payload<object> Context = new("Context");
    private static readonly Payload<TimeSpan> Duration = new("Duration");
    private static readonly Payload<Type> ContextType = new("ContextType");
    private static readonly Payload<Exception> Error = new("Exception");
    private static readonly Payload<IReadOnlyList<Exception>?> Encountered = new("ExceptionsEncountered");

    private readonly EfCoreDriver _driver = new();
    private readonly EfCoreCommandLogger _logger = new();

    private bool _hasLearnt;

    // A driver that measures commands makes each question tell something.
    public EfCoreEventSet? Settled => _hasLearnt && !_driver.MeasuresCommands ? new(Wants) : null;

    public bool Wants(EfCoreEvent told) => told switch
    {
        EfCoreEvent.ConnectionOpened => !_driver.MeasuresConnections,
        EfCoreEvent.CommandExecuting => _driver.MeasuresCommands || !_logger.CanEndSilence,
        EfCoreEvent.CommandExecuted or EfCoreEvent.CommandError or EfCoreEvent.CommandCanceled
            or EfCoreEvent.ConnectionError or EfCoreEvent.ConnectionCanceled
            or EfCoreEvent.SaveChangesStarting or EfCoreEvent.SaveChangesCompleted or EfCoreEvent.SaveChangesFailed
            or EfCoreEvent.SaveChangesCanceled or EfCoreEvent.ConcurrencyException
            or EfCoreEvent.BatchReady or EfCoreEvent.Retrying or EfCoreEvent.QueryFailed => true,
        _ => _driver.MeasuresCommands && EfCoreFlowListener.Wants(told),
    };

    public void Receive(EfCoreEvent told, object payload)
    {
        switch (told)
        {
            case EfCoreEvent.CommandExecuted:
                CommandEnd.Of(payload, out var end);
                if (_driver.MeasuresCommands)
                {
                    EfCoreFlowListener.Executed(end);
                }

                Executed(end);
                return;
            case EfCoreEvent.CommandExecuting:
                Learn(payload);
                break;
        }

        if (_driver.MeasuresCommands)
        {
            EfCoreFlowListener.Receive(told, payload);
        }

        switch (told)
        {
            case EfCoreEvent.CommandError:
                Failed(payload, Error.Of(payload));
                break;
            case EfCoreEvent.CommandCanceled:
                Failed(payload, null);
                break;
            case EfCoreEvent.ConnectionOpened:
                Opened(payload);
                break;
            case EfCoreEvent.ConnectionError:
                NotOpened(payload, Error.Of(payload));
                break;
            case EfCoreEvent.ConnectionCanceled:
                NotOpened(payload, null);
                break;
            case EfCoreEvent.QueryFailed:
                FailedWhileRead(payload);
                break;
            case EfCoreEvent.Retrying:
                TriedAgain(payload);
                saves.Receive(told, payload);
                break;
            case EfCoreEvent.BatchReady:
                EfCoreBatchListener.Ready(payload, targets);
                break;
            default:
                saves.Receive(told, payload);
                break;
        }
    }

    private void Executed(in CommandEnd end)
    {
        if (end.Command is { Connection: { } connection } command)
        {
            var target = targets.Of(connection, end.Context);
            if (target.IsToldByDriver)
            {
                return;
            }

            var operation = Operation(command, target);
            var duration = Ticks.Of(end.Duration);
            switch (end.Context is null ? 0 : end.CommandSource)
            {
                case SaveChanges:
                    saves.Executed(end.Context!, new SavedCommand(target, operation, duration));
                    break;
                case LinqQuery or FromSqlQuery:
                    queries.Add(end.Context!.GetType(), target, operation, duration);
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
        OpenedConnection.Of(payload, out var opened);
        if (!_driver.MeasuresConnections && targets.Of(opened.Connection, opened.Context) is { IsToldByDriver: false } target)
        {
            target.ConnectionWait.Record(Ticks.Of(opened.Duration));
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
        if (_hasLearnt)
        {
            return;
        }

        var context = Context.OfAny(payload);
        _driver.Learn(Connection.OfAny(payload), context);
        _logger.Learn(context);
        _hasLearnt = _driver.IsKnown && _logger.IsKnown;
    }

    private static int Operation(DbCommand command, DatabaseTarget target) =>
        CommandText.Operation(command.CommandText, command.CommandType, target.HasHashComments);

    private static void Record(LaneHistogram series, object payload) => series.Record(Ticks.Of(Duration.Of(payload)));
}
