using System.Collections.Concurrent;
using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>
/// Finds a connection's target by server and database. Not by the connection string: SqlClient writes it anew, without the password, each
/// time it is read.
/// </summary>
internal sealed class SqlClientTargets(DatabaseFamilies families, ErrorCodes codes)
{
    // An application may write anything into its connection strings.
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, DatabaseTarget>> _servers = new(StringComparer.Ordinal);

    private int _kept;

    public DatabaseTarget Of(DbConnection connection)
    {
        var server = connection.DataSource ?? string.Empty;
        var database = connection.Database ?? string.Empty;
        if (_servers.TryGetValue(server, out var targets) && targets.TryGetValue(database, out var known))
        {
            return known;
        }

        var target = new DatabaseTarget(
            families,
            codes,
            DatabaseIdentity.Of(DatabaseSystems.SqlServer, connection, []),
            isToldByDriver: true);
        return Interlocked.Increment(ref _kept) > MostKept
            ? target
            : _servers.GetOrAdd(server, static _ => new(StringComparer.Ordinal)).GetOrAdd(database, target);
    }
}
