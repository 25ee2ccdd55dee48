using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>
/// The names of SqlClient's diagnostic events: equal in Microsoft.Data.SqlClient and System.Data.SqlClient but for the namespace
/// before them.
/// </summary>
internal static class SqlClientEvents
{
    public const string Listener = "SqlClientDiagnosticListener";

    /// <summary>
    /// Whether SqlClient works for a connection of EF Core's, which may be a wrapper around SqlClient's own. Other drivers for SQL
    /// Server raise no such events.
    /// </summary>
    public static bool TellOf(DbConnection connection, string? provider) =>
        connection.GetType().Namespace is "Microsoft.Data.SqlClient" or "System.Data.SqlClient"
        || provider == "Microsoft.EntityFrameworkCore.SqlServer";

    public static SqlClientEvent Of(string name) => name.AsSpan(name.LastIndexOf('.') + 1) switch
    {
        "WriteCommandBefore" => SqlClientEvent.CommandBefore,
        "WriteCommandAfter" => SqlClientEvent.CommandAfter,
        "WriteCommandError" => SqlClientEvent.CommandError,
        "WriteConnectionOpenBefore" => SqlClientEvent.OpenBefore,
        "WriteConnectionOpenAfter" => SqlClientEvent.OpenAfter,
        "WriteConnectionOpenError" => SqlClientEvent.OpenError,
        "WriteTransactionCommitBefore" => SqlClientEvent.CommitBefore,
        "WriteTransactionCommitAfter" => SqlClientEvent.CommitAfter,
        "WriteTransactionCommitError" => SqlClientEvent.CommitError,
        "WriteTransactionRollbackBefore" => SqlClientEvent.RollbackBefore,
        "WriteTransactionRollbackAfter" => SqlClientEvent.RollbackAfter,
        "WriteTransactionRollbackError" => SqlClientEvent.RollbackError,
        _ => SqlClientEvent.Other,
    };
}
