using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Requests;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Duration of <c>SaveChanges</c> and the retries of execution strategies.</summary>
internal sealed class EfCoreSaveListener(DatabaseFamilies families)
{
    private static readonly Payload<object> Context = new("Context");
    private static readonly Payload<Exception> Error = new("Exception");

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
                End(payload, null);
                break;
            case EfCoreEvents.SaveChangesFailed or EfCoreEvents.ConcurrencyException:
                End(payload, RequestWords.ErrorType(Error.Of(payload)));
                break;
            case EfCoreEvents.SaveChangesCanceled:
                End(payload, typeof(OperationCanceledException).FullName);
                break;
            case EfCoreEvents.Retrying:
                Retry();
                break;
        }
    }

    /// <summary>A command or connection of a context has failed; a strategy may try again.</summary>
    public static void Fails(object? context) => _failing = context is null ? null : ContextNames.Of(context);

    private void End(object payload, string? error)
    {
        var context = Context.Of(payload);
        if (_open.End(context) is not { } started)
        {
            return;
        }

        var duration = Stopwatch.GetTimestamp() - started.Timestamp;
        var name = new KeyValuePair<string, object?>(ContextNames.Attribute, ContextNames.Of(context));
        var series = error is null
            ? families.SaveChangesDuration.Series(name)
            : families.SaveChangesDuration.Series(name, new(DatabaseAttributes.ErrorType, error));
        series.Record(duration);
    }

    private void Retry()
    {
        KeyValuePair<string, object?>[] attributes = _failing is { } name ? [new(ContextNames.Attribute, name)] : [];
        families.Retries.Series(attributes).Add(1);
    }

    private sealed record Started(long Timestamp);
}
