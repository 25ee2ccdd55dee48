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

    private readonly OpenSaves<Started> _open = new();

    public void Receive(string name, object payload)
    {
        switch (name)
        {
            case EfCoreEvents.SaveChangesStarting:
                _open.Begin(Context.Of(payload), new Started(Stopwatch.GetTimestamp()));
                break;
            case EfCoreEvents.SaveChangesCompleted:
                End(payload, null, null);
                break;
            case EfCoreEvents.SaveChangesFailed or EfCoreEvents.ConcurrencyException:
                End(payload, RequestWords.ErrorType(Error.Of(payload)), Error.Of(payload).InnerException as DbException);
                break;
            case EfCoreEvents.SaveChangesCanceled:
                End(payload, typeof(OperationCanceledException).FullName, null);
                break;
            case EfCoreEvents.Retrying:
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

    private void End(object payload, string? error, DbException? answer)
    {
        var context = Context.Of(payload);
        if (_open.End(context) is not { } started)
        {
            return;
        }

        started.Last?.Record(ReferenceEquals(answer, started.Failure) ? null : answer);
        var duration = Stopwatch.GetTimestamp() - started.Timestamp;
        var name = new KeyValuePair<string, object?>(ContextNames.Attribute, ContextNames.Of(context));
        var series = error is null
            ? families.SaveChangesDuration.Series(name)
            : families.SaveChangesDuration.Series(name, new(DatabaseAttributes.ErrorType, error));
        series.Record(duration);
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
        if (_open.Current(context) is { Last: { } last } save)
        {
            last.Record(ReferenceEquals(answer, save.Failure) ? null : answer);
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

    private sealed class Started(long timestamp)
    {
        public long Timestamp => timestamp;

        /// <summary>The last command that was executed, not yet recorded.</summary>
        public SavedCommand? Last { get; set; }

        /// <summary>What the last command that failed has been recorded with.</summary>
        public Exception? Failure { get; set; }
    }
}
