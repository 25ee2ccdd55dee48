using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Which <c>db.system.name</c> of the conventions a driver's or an EF Core provider's name stands for.</summary>
internal static class DatabaseSystems
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";
    public const string MySql = "mysql";
    public const string MariaDb = "mariadb";
    public const string SqlServer = "microsoft.sql_server";
    public const string Other = "other_sql";

    private static readonly KeyValuePair<string, string>[] ByName =
    [
        new("Npgsql", PostgreSql),
        new("Sqlite", Sqlite),
        new("MySql", MySql),
        new("SqlClient", SqlServer),
        new("SqlServer", SqlServer),
        new("Oracle", "oracle.db"),
        new("Firebird", "firebirdsql"),
        new("IBM.", "ibm.db2"),
        new("Teradata", "teradata"),
    ];

    /// <summary>By the connection's type, or by EF Core's provider if the connection is somebody's wrapper.</summary>
    public static string Of(DbConnection connection, string? provider)
    {
        var system = Find(connection.GetType().FullName ?? string.Empty) ?? Find(provider ?? string.Empty) ?? Other;
        return system == MySql && IsMariaDb(connection) ? MariaDb : system;
    }

    /// <summary>Whether a system stays what it was found to be: MariaDB says that it is not MySQL once the connection is open.</summary>
    public static bool IsSettled(string system, DbConnection connection) =>
        system != MySql || connection.State == System.Data.ConnectionState.Open;

    private static string? Find(string name)
    {
        foreach (var (part, system) in ByName)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return system;
            }
        }

        return null;
    }

    private static bool IsMariaDb(DbConnection connection) =>
        connection.State == System.Data.ConnectionState.Open
        && connection.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
}
