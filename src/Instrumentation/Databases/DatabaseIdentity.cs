using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// Which database a connection is of, in the words of the conventions: of operations and migrations alike. Never a user, a password or a
/// connection string. https://opentelemetry.io/docs/specs/semconv/db/
/// </summary>
/// <param name="System"><c>db.system.name</c>.</param>
/// <param name="Namespace"><c>db.namespace</c>: the database, behind a named instance of SQL Server; of SQLite the file.</param>
/// <param name="Address"><c>server.address</c>; null where there is no server.</param>
/// <param name="Port"><c>server.port</c>; null where it is not known.</param>
internal sealed record DatabaseIdentity(string System, string? Namespace, string? Address, int? Port)
{
    /// <summary>Reads what a connection tells, open or not.</summary>
    /// <param name="connection">The driver's connection, or somebody's wrapper of it.</param>
    /// <param name="provider">The name of EF Core's provider; null without EF Core.</param>
    public static DatabaseIdentity Of(DbConnection connection, string? provider) =>
        Of(DatabaseSystems.Of(connection, provider), connection, Settings(connection));

    /// <summary>As the other, of a known system; without settings if its connection string is not to be read.</summary>
    public static DatabaseIdentity Of(string system, DbConnection connection, DbConnectionStringBuilder settings)
    {
        var server = ServerEndpoint.Of(system, connection, settings);
        var name = DatabaseName.Of(system, connection, settings);
        return new DatabaseIdentity(
            system, server.Instance is { } instance ? $"{instance}|{name}".TrimEnd('|') : name, server.Address, server.Port);
    }

    private static DbConnectionStringBuilder Settings(DbConnection connection)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connection.ConnectionString };
        }
        catch (ArgumentException)
        {
            // A driver with a syntax of its own.
            return [];
        }
    }
}
