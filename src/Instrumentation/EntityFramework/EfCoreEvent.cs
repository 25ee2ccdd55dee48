namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>EF Core's diagnostic events that are read here; EF Core 6 to 10 have them unless a remark says otherwise.</summary>
internal enum EfCoreEvent : byte
{
    /// <summary>Any other.</summary>
    Other,

    CommandExecuting,
    CommandExecuted,
    CommandError,

    /// <summary>From EF Core 7 on; before, a cancelled command is an error.</summary>
    CommandCanceled,

    /// <summary>From EF Core 7 on: before the reader is closed, which is when a driver may still measure it.</summary>
    DataReaderClosing,
    DataReaderDisposing,

    ConnectionOpened,
    ConnectionError,

    /// <summary>Not in every version; elsewhere an opening that is cancelled is an error.</summary>
    ConnectionCanceled,

    TransactionStarted,
    TransactionCommitted,
    TransactionRolledBack,
    TransactionDisposed,
    TransactionError,
    SavepointCreating,
    SavepointRollingBack,
    SavepointReleasing,
    SavepointCreated,
    SavepointRolledBack,
    SavepointReleased,

    SaveChangesStarting,
    SaveChangesCompleted,
    SaveChangesFailed,

    /// <summary>From EF Core 7 on.</summary>
    SaveChangesCanceled,
    ConcurrencyException,
    BatchReady,

    StateChanged,

    /// <summary>A query has failed, when it was sent or while its rows were read.</summary>
    QueryFailed,

    /// <summary>From EF Core 7 on: a query was cancelled, when it was sent or while its rows were read.</summary>
    QueryCanceled,
    Retrying,
}
