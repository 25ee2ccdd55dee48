using System.Data.Common;
using System.Globalization;

namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>
/// How many connections SqlClient's pools may hold. SqlClient tells of it by the connection strings alone, each of which has a pool.
/// </summary>
internal sealed class SqlClientPools
{
    // An application may write anything into its connection strings.
    private const int MostKept = 1000;

    // https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconnectionstringbuilder.maxpoolsize
    private const int DefaultMaximum = 100;

    private static readonly string[] Secrets = ["Password", "PWD"];

    private readonly Lock _gate = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>A physical connection has been made: its pool counts from the first one on.</summary>
    /// <param name="connection">The connection, which is open.</param>
    /// <param name="target">Its database, whose pools share one name.</param>
    /// <returns>False if the connection does not tell any longer, as it has been disposed of.</returns>
    public bool Note(DbConnection connection, DatabaseTarget target)
    {
        if (connection.ConnectionString is not { Length: > 0 } text)
        {
            return false;
        }

        var settings = new DbConnectionStringBuilder { ConnectionString = text };
        if (Value(settings, "Pooling") is { } pooling && (Is(pooling, "false") || Is(pooling, "no")))
        {
            return true;
        }

        Array.ForEach(Secrets, secret => settings.Remove(secret));
        lock (_gate)
        {
            if (_known.Count < MostKept && _known.Add($"{connection.GetType().FullName};{settings.ConnectionString}"))
            {
                target.ConnectionMaximum.Add(
                    int.TryParse(Value(settings, "Max Pool Size"), CultureInfo.InvariantCulture, out var given) ? given : DefaultMaximum);
            }
        }

        return true;
    }

    private static bool Is(string value, string word) => value.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string? Value(DbConnectionStringBuilder settings, string key) =>
        settings.TryGetValue(key, out var value) ? value.ToString()?.Trim() : null;
}
