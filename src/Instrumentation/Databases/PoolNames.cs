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

    private static string Shown(string name)
    {
        if (!name.Contains('=', StringComparison.Ordinal) && !name.Contains('@', StringComparison.Ordinal))
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
