using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Pool names without what a driver leaves of a connection string in them: user, options and all (npgsql#5876).</summary>
internal static class PoolNames
{
    private const int MostNames = 1000;
    private const string Other = "other";

    private static readonly string[] Hosts = ["Host", "Server", "Data Source", "DataSource", "Address"];
    private static readonly string[] Names = ["Database", "Initial Catalog"];

    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, int> Uses = new(StringComparer.Ordinal);
    private static readonly Lock Naming = new();

    /// <summary>
    /// The name as the application gave it; of a connection string server, port and database, numbered where several pools
    /// share them.
    /// </summary>
    public static string Of(string name)
    {
        if (Known.TryGetValue(name, out var known))
        {
            return known;
        }

        // Two first connections of a pool may come at a time, and a number is given to each pool once.
        lock (Naming)
        {
            return Known.TryGetValue(name, out known) ? known
                : Known.Count >= MostNames ? Other
                : Known[name] = Shown(name);
        }
    }

    /// <summary>The name of a pool whose driver gives it none: server, port and database.</summary>
    public static string Of(DatabaseIdentity database)
    {
        var port = database.Port is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : string.Empty;
        return $"{database.Address ?? "default"}{port}/{database.Namespace}".TrimEnd('/');
    }

    /// <summary>
    /// The name of the pool in a driver's measurement if it is made from a connection string; null if the application gave it, or there
    /// is none.
    /// </summary>
    public static string? OfConnectionString(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: "pool.name" or DatabaseAttributes.PoolName, Value: string name })
            {
                return IsConnectionString(name) ? Of(name) : null;
            }
        }

        return null;
    }

    /// <summary>Whether a pool, as <see cref="OfConnectionString"/> names it, may be of a database; it may where the names do not tell.</summary>
    public static bool MayBeOf(string? pool, DatabaseIdentity database)
    {
        // Several hosts, a socket, an IPv6 address, or the default of a driver.
        if (pool is null || pool == Other || pool.StartsWith('/') || pool.Contains(',', StringComparison.Ordinal)
            || !pool.Contains('/', StringComparison.Ordinal) || pool.AsSpan().Count(':') > 1)
        {
            return true;
        }

        return IsNumbered(pool, Of(database)) || IsNumbered(pool, Of(database with { Port = null }));
    }

    private static bool IsNumbered(string pool, string name) =>
        pool.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (pool.Length == name.Length || pool[name.Length] == '#');

    private static bool IsConnectionString(string name) =>
        name.Contains('=', StringComparison.Ordinal) || name.Contains('@', StringComparison.Ordinal);

    private static string Shown(string name)
    {
        if (!IsConnectionString(name))
        {
            return name;
        }

        var shown = Server(name);
        var use = Uses[shown] = Uses.GetValueOrDefault(shown) + 1;
        return use == 1 ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown}#{use}");
    }

    private static string Server(string connectionString)
    {
        try
        {
            var settings = new DbConnectionStringBuilder { ConnectionString = connectionString };
            var port = settings.TryGetValue("Port", out var given) ? $":{given}" : string.Empty;
            var host = First(settings, Hosts);
            return host.Length == 0 ? "default" : $"{host}{port}/{First(settings, Names)}".TrimEnd('/');
        }
        catch (ArgumentException)
        {
            return "default";
        }
    }

    private static string First(DbConnectionStringBuilder settings, string[] keys)
    {
        foreach (var key in keys)
        {
            if (settings.TryGetValue(key, out var value))
            {
                return value.ToString() ?? string.Empty;
            }
        }

        return string.Empty;
    }
}
