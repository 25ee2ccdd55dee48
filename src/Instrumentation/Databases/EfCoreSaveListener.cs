using System.Collections;
using System.Data.Common;
using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Requests;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Duration of <c>SaveChanges</c> and the retries of execution strategies.</summary>
internal sealed class EfCoreSaveListener(DatabaseFamilies families)
{
    private static readonly Payload<object> Context = new("Context");
    private static readonly Payload<Exception> Error = new("Exception");
    private static readonly Payload<IReadOnlyList<Exception>> Encountered = new("ExceptionsEncountered");
    private static readonly Payload<IEnumerable> Entries = new("Entries");

    // The event of a retry names no context. It follows the failure on the same thread: nothing awaits in between.
    [ThreadStatic]
    private static string? _failing;

    private readonly OpenSaves<StartedSave> _open = new();
    private readonly LostRaces _races = new();

    public void Receive(EfCoreEvent told, object payload)
    {
        switch (told)
        {
            case EfCoreEvent.SaveChangesStarting:
                Begin(Context.Of(payload));
                break;
            case EfCoreEvent.SaveChangesCompleted:
                End(payload, null, null);
                break;
            case EfCoreEvent.ConcurrencyException when !LostRace.EndsSave(payload):
                MayFail(Context.Of(payload), Error.Of(payload));
                break;
            case EfCoreEvent.SaveChangesFailed or EfCoreEvent.ConcurrencyException:
                End(payload, RequestWords.ErrorType(Error.Of(payload)), Error.Of(payload).InnerException as DbException);
                break;
            case EfCoreEvent.SaveChangesCanceled:
                End(payload, typeof(OperationCanceledException).FullName, null);
                break;
            case EfCoreEvent.Retrying:
                Retry(payload);
                break;
        }
    }

    /// <summary>
    /// A command of a save has been executed. A server may report a later statement of its batch only when the results are read,
    /// for which EF Core has no event but the failure of the save: so each command waits for what comes next.
    /// </summary>
    public void Executed(object context, SavedCommand command)
    {
        if (_open.Current(context) is not { } save)
        {
            command.Record(null);
            return;
        }

        save.Last?.Record(null);
        save.Last = command;
    }

    /// <summary>A command or connection of a context has failed; a strategy may try again.</summary>
    public void Fails(object? context, Exception? exception)
    {
        _failing = context is null ? null : ContextNames.Of(context);
        if (context is not null && _open.Current(context) is { } save)
        {
            save.Failure = exception;
        }
    }

    /// <summary>Counts the saves that have lost a race and not gone on by now.</summary>
    public void Settle() => _races.Settle();

    private void Begin(object context)
    {
        var started = new StartedSave(Stopwatch.GetTimestamp(), ContextNames.Of(context), families);
        _races.Fail(_open.Begin(context, started));
    }

    private void MayFail(object context, Exception race)
    {
        if (_open.Current(context) is { } save)
        {
            RecordLast(save, null);
            save.LoseRace(RequestWords.ErrorType(race), Stopwatch.GetTimestamp());
            _races.Add(save);
        }
    }

    private void End(object payload, string? error, DbException? answer)
    {
        if (_open.End(Context.Of(payload)) is { } save)
        {
            RecordLast(save, answer);
            _races.End(save, error, Stopwatch.GetTimestamp());
        }
    }

    private void Retry(object payload)
    {
        var exceptions = Encountered.OfAny(payload);
        if (exceptions is [.., { } failure] && ContextOf(failure) is { } context)
        {
            _failing = ContextNames.Of(context);
            FailsWhileRead(context, failure.InnerException as DbException);
        }

        KeyValuePair<string, object?>[] attributes = _failing is { } name ? [new(ContextNames.Attribute, name)] : [];
        families.Retries.Series(attributes).Add(1);
    }

    // The results of the last command were not what the save needs: there is no other event of that before the command is sent again.
    private void FailsWhileRead(object context, DbException? answer)
    {
        if (_open.Current(context) is { } save)
        {
            RecordLast(save, answer);
        }
    }

    private static void RecordLast(StartedSave save, DbException? answer)
    {
        if (save.Last is { } last)
        {
            var failure = ReferenceEquals(answer, save.Failure) ? null : answer;
            UncertainFailures.Claim(failure, last.Target.Database);
            last.Record(failure);
            save.Last = null;
        }
    }

    // A failed save names its entities.
    private static object? ContextOf(Exception failure)
    {
        foreach (var entry in Entries.OfAny(failure) ?? Array.Empty<object>())
        {
            return Context.Of(entry);
        }

        return null;
    }
}
