using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>Which database a context has, in the words of the conventions. Never a user, a password or a connection string.</summary>
/// <param name="System"><c>db.system.name</c>.</param>
/// <param name="Namespace"><c>db.namespace</c>: the database's name, or the file's name for SQLite.</param>
/// <param name="Address"><c>server.address</c>, empty where there is no server.</param>
internal sealed record DatabaseIdentity(string System, string Namespace, string Address)
{
    private const string OtherSystem = "other_sql";

    /// <summary>Reads what a connection tells before it is open.</summary>
    public static DatabaseIdentity Of(string provider, DbConnection connection)
    {
        var system = SystemOf(provider);
        var source = connection.DataSource ?? string.Empty;
        return system switch
        {
            "sqlite" => new DatabaseIdentity(system, Path.GetFileName(source), string.Empty),
            "oracle.db" => new DatabaseIdentity(system, connection.Database ?? string.Empty, string.Empty),
            _ => new DatabaseIdentity(system, connection.Database ?? string.Empty, ServerAddress.Of(source)),
        };
    }

    // https://opentelemetry.io/docs/specs/semconv/registry/attributes/db/#db-system-name
    private static string SystemOf(string provider) => provider switch
    {
        "Microsoft.EntityFrameworkCore.Sqlite" => "sqlite",
        "Npgsql.EntityFrameworkCore.PostgreSQL" => "postgresql",
        "Microsoft.EntityFrameworkCore.SqlServer" => "microsoft.sql_server",
        "Pomelo.EntityFrameworkCore.MySql" or "MySql.EntityFrameworkCore" => "mysql",
        "Oracle.EntityFrameworkCore" => "oracle.db",
        "FirebirdSql.EntityFrameworkCore.Firebird" => "firebirdsql",
        _ => OtherSystem,
    };
}
