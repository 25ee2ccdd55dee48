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

    private readonly ConcurrentDictionary<Key, Kept> _targets = [];

    // A database is mostly asked several times in turn, by connections that share the text of their connection string.
    private Kept? _last;

    public DatabaseTarget Of(DbConnection connection, object? context)
    {
        var text = connection.ConnectionString;
        var database = connection.Database;
        var last = _last;
        if (last is not null && (object)last.Text == text && last.Key.Database == database && last.Key.Type == connection.GetType())
        {
            return last.Target;
        }

        var key = new Key(connection.GetType(), text, database);
        if (!_targets.TryGetValue(key, out var kept))
        {
            var provider = Provider(context);
            var target = new DatabaseTarget(
                families, codes, DatabaseIdentity.Of(connection, provider), SqlClientEvents.TellOf(connection, provider));
            if (!DatabaseSystems.IsSettled(target.System, connection))
            {
                return target;
            }

            kept = new Kept(key, target);
            if (_targets.Count < MostKept)
            {
                kept = _targets.GetOrAdd(key, kept);
            }
        }

        kept.Text = text;
        _last = kept;
        return kept.Target;
    }

    private static string? Provider(object? context) => context is null ? null : EfCoreContext.ProviderName(context);

    private readonly record struct Key(Type Type, string Text, string Database);

    private sealed class Kept(Key key, DatabaseTarget target)
    {
        public Key Key => key;

        public DatabaseTarget Target => target;

        /// <summary>The connection string as the object that was seen last: most connections share one.</summary>
        public string Text { get; set; } = key.Text;
    }
}
