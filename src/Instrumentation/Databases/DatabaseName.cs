using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>What <c>db.namespace</c> says of a connection: the database's name, of SQLite the file's without its folder.</summary>
internal static class DatabaseName
{
    private static readonly string[] FileKeys = ["Data Source", "DataSource", "Filename"];

    public static string? Of(string system, DbConnection connection, DbConnectionStringBuilder settings) =>
        system == DatabaseSystems.Sqlite ? File(settings)
        : connection.Database is { Length: > 0 } name && (system != DatabaseSystems.Other || !ServerEndpoint.MayHoldSecrets(name)) ? name
        : null;

    private static string File(DbConnectionStringBuilder settings)
    {
        foreach (var key in FileKeys)
        {
            if (settings.TryGetValue(key, out var value) && value.ToString() is { Length: > 0 } source)
            {
                source = source.Split('?')[0];
                var name = source[(source.LastIndexOfAny(['/', '\\']) + 1)..];
                return name.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? name[5..] : name;
            }
        }

        return ":memory:";
    }
}
