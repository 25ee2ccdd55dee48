namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>The names of EF Core's diagnostic events that are read here; EF Core 6 to 10 have them unless a remark says otherwise.</summary>
internal static class EfCoreEvents
{
    public const string Listener = "Microsoft.EntityFrameworkCore";

    public const string CommandExecuting = Command + "CommandExecuting";
    public const string CommandExecuted = Command + "CommandExecuted";
    public const string CommandError = Command + "CommandError";

    /// <summary>From EF Core 7 on; before, a cancelled command is an error.</summary>
    public const string CommandCanceled = Command + "CommandCanceled";

    /// <summary>From EF Core 7 on: before the reader is closed, which is when a driver may still measure it.</summary>
    public const string DataReaderClosing = Command + "DataReaderClosing";
    public const string DataReaderDisposing = Command + "DataReaderDisposing";

    public const string ConnectionOpened = Connection + "ConnectionOpened";
    public const string ConnectionError = Connection + "ConnectionError";

    /// <summary>Not in every version; elsewhere an opening that is cancelled is an error.</summary>
    public const string ConnectionCanceled = Connection + "ConnectionCanceled";

    public const string TransactionStarted = Transaction + "TransactionStarted";
    public const string TransactionCommitted = Transaction + "TransactionCommitted";
    public const string TransactionRolledBack = Transaction + "TransactionRolledBack";
    public const string TransactionDisposed = Transaction + "TransactionDisposed";
    public const string TransactionError = Transaction + "TransactionError";
    public const string SavepointCreating = Transaction + "CreatingTransactionSavepoint";
    public const string SavepointRollingBack = Transaction + "RollingBackToTransactionSavepoint";
    public const string SavepointReleasing = Transaction + "ReleasingTransactionSavepoint";
    public const string SavepointCreated = Transaction + "CreatedTransactionSavepoint";
    public const string SavepointRolledBack = Transaction + "RolledBackToTransactionSavepoint";
    public const string SavepointReleased = Transaction + "ReleasedTransactionSavepoint";

    public const string SaveChangesStarting = Update + "SaveChangesStarting";
    public const string SaveChangesCompleted = Update + "SaveChangesCompleted";
    public const string SaveChangesFailed = Update + "SaveChangesFailed";

    /// <summary>From EF Core 7 on.</summary>
    public const string SaveChangesCanceled = Update + "SaveChangesCanceled";
    public const string ConcurrencyException = Update + "OptimisticConcurrencyException";
    public const string BatchReady = Update + "BatchReadyForExecution";

    public const string StateChanged = Listener + ".ChangeTracking.StateChanged";

    /// <summary>A query has failed, when it was sent or while its rows were read.</summary>
    public const string QueryFailed = Listener + ".Query.QueryIterationFailed";

    /// <summary>From EF Core 7 on: a query was cancelled, when it was sent or while its rows were read.</summary>
    public const string QueryCanceled = Listener + ".Query.QueryCanceled";
    public const string Retrying = Listener + ".Infrastructure.ExecutionStrategyRetrying";

    private const string Command = Listener + ".Database.Command.";
    private const string Connection = Listener + ".Database.Connection.";
    private const string Transaction = Listener + ".Database.Transaction.";
    private const string Update = Listener + ".Update.";
}
