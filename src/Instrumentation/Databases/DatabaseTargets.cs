using System.Collections.Concurrent;
using System.Data.Common;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// Finds a connection's target by what identifies it: its type, its connection string and its database, which the application
/// may change while it is open. The connection string is compared and goes nowhere else.
/// </summary>
internal sealed class DatabaseTargets(DatabaseFamilies families, ErrorCodes codes)
{
    // An application that writes its tenant, or the time, into each connection string must not fill the memory.
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<Key, DatabaseTarget> _targets = [];

    // The first one: most applications have one database, and taking turns with others must allocate nothing.
    private Kept? _first;

    public DatabaseTarget Of(DbConnection connection, object? context)
    {
        var text = connection.ConnectionString;
        var database = connection.Database;
        var first = _first;
        if (first is not null && (object)first.Key.Text == text && first.Key.Database == database
            && first.Key.Type == connection.GetType())
        {
            return first.Target;
        }

        var key = new Key(connection.GetType(), text, database);
        if (!_targets.TryGetValue(key, out var target))
        {
            var provider = Provider(context);
            target = new DatabaseTarget(
                families, codes, DatabaseIdentity.Of(connection, provider), SqlClientEvents.TellOf(connection, provider));
            if (!DatabaseSystems.IsSettled(target.System, connection))
            {
                return target;
            }

            if (_targets.Count < MostKept)
            {
                target = _targets.GetOrAdd(key, target);
            }
        }

        _first ??= new Kept(key, target);
        return target;
    }

    private static string? Provider(object? context) => context is null ? null : EfCoreContext.ProviderName(context);

    private readonly record struct Key(Type Type, string Text, string Database);

    private sealed record Kept(Key Key, DatabaseTarget Target);
}
