namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>EF Core's events by their names.</summary>
internal static class EfCoreEvents
{
    public const string Listener = "Microsoft.EntityFrameworkCore";

    private const string Command = Listener + ".Database.Command.";
    private const string Connection = Listener + ".Database.Connection.";
    private const string Transaction = Listener + ".Database.Transaction.";
    private const string Update = Listener + ".Update.";

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

    /// <summary>
    /// Names of what EF Core asks for with each query, in its order: a context, its connection and its command.
    /// </summary>
    public static readonly string[] OfQueries =
    [
        Listener + ".Infrastructure.ContextInitialized",
        Connection + "ConnectionCreating",
        Connection + "ConnectionCreated",
        Connection + "ConnectionOpening",
        Connection + "ConnectionOpened",
        Command + "CommandCreating",
        Command + "CommandCreated",
        Command + "CommandInitialized",
        Command + "CommandExecuting",
        Command + "CommandExecuted",
        Command + "DataReaderClosing",
        Command + "DataReaderDisposing",
        Connection + "ConnectionClosing",
        Connection + "ConnectionClosed",
        Listener + ".Infrastructure.ContextDisposed",
        Connection + "ConnectionDisposing",
        Connection + "ConnectionDisposed",
    ];

    /// <summary>Which event has this name.</summary>
    public static EfCoreEvent Of(string name)
    {
        foreach (var named in All)
        {
            if (named.Name == name)
            {
                return named.Event;
            }
        }

        return EfCoreEvent.Other;
    }

    /// <summary>The name of an event. Throws <see cref="InvalidOperationException"/> for <see cref="EfCoreEvent.Other"/>.</summary>
    public static string NameOf(EfCoreEvent one) => All.First(named => named.Event == one).Name;

    private sealed record Named(string Name, EfCoreEvent Event);
}
