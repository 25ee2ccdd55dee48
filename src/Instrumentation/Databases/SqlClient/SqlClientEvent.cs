namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>SqlClient's diagnostic events that are read here. Each operation has a beginning and one of two ends.</summary>
internal enum SqlClientEvent
{
    Other,
    CommandBefore,
    CommandAfter,
    CommandError,
    OpenBefore,
    OpenAfter,
    OpenError,
    CommitBefore,
    CommitAfter,
    CommitError,
    RollbackBefore,
    RollbackAfter,
    RollbackError,
}
