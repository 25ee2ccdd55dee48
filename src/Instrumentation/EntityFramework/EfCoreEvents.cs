using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>EF Core's events by their names.</summary>
/// <remarks>
/// EF Core asks for a dozen events with each command, and hands over the same objects as names each time. So they are known
/// by reference: nothing of them is read, and little is brought into the processor's caches.
/// </remarks>
internal static class EfCoreEvents
{
    public const string Listener = "Microsoft.EntityFrameworkCore";

    private const string Command = Listener + ".Database.Command.";
    private const string Connection = Listener + ".Database.Connection.";
    private const string Transaction = Listener + ".Database.Transaction.";
    private const string Update = Listener + ".Update.";

    // A power of two, of which half at the most is used: EF Core has about 150 events.
    private const int Places = 1024;

    private static readonly Named[] All =
    [
        new(Command + "CommandExecuting", EfCoreEvent.CommandExecuting),
        new(Command + "CommandExecuted", EfCoreEvent.CommandExecuted),
        new(Command + "CommandError", EfCoreEvent.CommandError),
        new(Command + "CommandCanceled", EfCoreEvent.CommandCanceled),
        new(Command + "DataReaderClosing", EfCoreEvent.DataReaderClosing),
        new(Command + "DataReaderDisposing", EfCoreEvent.DataReaderDisposing),
        new(Connection + "ConnectionOpened", EfCoreEvent.ConnectionOpened),
        new(Connection + "ConnectionError", EfCoreEvent.ConnectionError),
        new(Connection + "ConnectionCanceled", EfCoreEvent.ConnectionCanceled),
        new(Transaction + "TransactionStarted", EfCoreEvent.TransactionStarted),
        new(Transaction + "TransactionCommitted", EfCoreEvent.TransactionCommitted),
        new(Transaction + "TransactionRolledBack", EfCoreEvent.TransactionRolledBack),
        new(Transaction + "TransactionDisposed", EfCoreEvent.TransactionDisposed),
        new(Transaction + "TransactionError", EfCoreEvent.TransactionError),
        new(Transaction + "CreatingTransactionSavepoint", EfCoreEvent.SavepointCreating),
        new(Transaction + "RollingBackToTransactionSavepoint", EfCoreEvent.SavepointRollingBack),
        new(Transaction + "ReleasingTransactionSavepoint", EfCoreEvent.SavepointReleasing),
        new(Transaction + "CreatedTransactionSavepoint", EfCoreEvent.SavepointCreated),
        new(Transaction + "RolledBackToTransactionSavepoint", EfCoreEvent.SavepointRolledBack),
        new(Transaction + "ReleasedTransactionSavepoint", EfCoreEvent.SavepointReleased),
        new(Update + "SaveChangesStarting", EfCoreEvent.SaveChangesStarting),
        new(Update + "SaveChangesCompleted", EfCoreEvent.SaveChangesCompleted),
        new(Update + "SaveChangesFailed", EfCoreEvent.SaveChangesFailed),
        new(Update + "SaveChangesCanceled", EfCoreEvent.SaveChangesCanceled),
        new(Update + "OptimisticConcurrencyException", EfCoreEvent.ConcurrencyException),
        new(Update + "BatchReadyForExecution", EfCoreEvent.BatchReady),
        new(Listener + ".ChangeTracking.StateChanged", EfCoreEvent.StateChanged),
        new(Listener + ".Query.QueryIterationFailed", EfCoreEvent.QueryFailed),
        new(Listener + ".Query.QueryCanceled", EfCoreEvent.QueryCanceled),
        new(Listener + ".Infrastructure.ExecutionStrategyRetrying", EfCoreEvent.Retrying),
    ];

    private static readonly Lock Gate = new();
    private static readonly Place[] Seen = new Place[Places];

    private static int _seen;

    /// <summary>Which event has this name.</summary>
    public static EfCoreEvent Of(string name)
    {
        for (var at = RuntimeHelpers.GetHashCode(name); ; at++)
        {
            ref var place = ref Seen[at & (Places - 1)];
            var known = Volatile.Read(ref place.Name);
            if (ReferenceEquals(known, name))
            {
                return place.Event;
            }

            if (known is null)
            {
                return Learn(name, ref place);
            }
        }
    }

    /// <summary>The name of an event. Throws <see cref="InvalidOperationException"/> for <see cref="EfCoreEvent.Other"/>.</summary>
    public static string NameOf(EfCoreEvent one) => All.First(named => named.Event == one).Name;

    // A writer of events may make a new string for each: only the first ones are kept.
    private static EfCoreEvent Learn(string name, ref Place place)
    {
        var learnt = Array.Find(All, named => named.Name == name)?.Event ?? EfCoreEvent.Other;
        lock (Gate)
        {
            if (_seen < Places / 2 && place.Name is null)
            {
                _seen++;
                place.Event = learnt;
                Volatile.Write(ref place.Name, name);
            }
        }

        return learnt;
    }

    private struct Place
    {
        public string? Name;
        public EfCoreEvent Event;
    }

    private sealed record Named(string Name, EfCoreEvent Event);
}
