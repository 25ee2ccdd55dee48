using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// Connection strings of SQLite. https://learn.microsoft.com/dotnet/standard/data/sqlite/connection-strings
/// </summary>
internal static class SqliteText
{
    private static readonly string[] FileKeys = ["Data Source", "DataSource", "Filename"];

    /// <summary>Whether each connection has a database of its own, in memory or temporary.</summary>
    public static bool IsPrivate(string text)
    {
        var parts = Parse(text);
        var file = File(parts);
        var isMemory = file.Length == 0
            ? !parts.ContainsKey("Name")
            : file.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
                || file.Contains("mode=memory", StringComparison.OrdinalIgnoreCase)
                || IsMode(parts, "Memory");
        return isMemory
            && !Value(parts, "Cache").Equals("Shared", StringComparison.OrdinalIgnoreCase)
            && !file.Contains("cache=shared", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The same database for reading only, so that not even a race with its removal makes a file, and without a trace where it can be.</summary>
    /// <param name="text">The application's connection string.</param>
    /// <param name="connection">The host's <c>SqliteConnection</c>.</param>
    public static string ReadOnly(string text, Type connection)
    {
        var parts = Parse(text);
        if (parts.ContainsKey("Name") || IsMode(parts, "Memory"))
        {
            return text;
        }

        parts["Mode"] = "ReadOnly";
        if (File(parts) is var file && !SqliteFile.IsUri(file))
        {
            // A shared cache would lend the application our connection's rights.
            parts["Cache"] = "Private";
            if (SqliteFile.Untouched(file, connection) is { } untouched)
            {
                parts[Array.Find(FileKeys, key => Value(parts, key) == file)!] = untouched;
            }
        }

        // A pool would keep the file open, where the application clears its own pools to delete it.
        parts["Pooling"] = "False";
        return parts.ConnectionString;
    }

    private static string File(DbConnectionStringBuilder parts) =>
        FileKeys.Select(key => Value(parts, key)).FirstOrDefault(value => value.Length > 0) ?? string.Empty;

    private static DbConnectionStringBuilder Parse(string text) => new() { ConnectionString = text };

    private static bool IsMode(DbConnectionStringBuilder parts, string mode) =>
        Value(parts, "Mode").Equals(mode, StringComparison.OrdinalIgnoreCase);

    private static string Value(DbConnectionStringBuilder parts, string key) =>
        parts.TryGetValue(key, out var value) ? value.ToString() ?? string.Empty : string.Empty;
}
