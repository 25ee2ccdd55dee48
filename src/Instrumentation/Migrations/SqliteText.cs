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
        var file = FileKeys.Select(key => Value(parts, key)).FirstOrDefault(value => value.Length > 0) ?? string.Empty;
        var isMemory = file.Length == 0
            ? !parts.ContainsKey("Name")
            : file.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
                || file.Contains("mode=memory", StringComparison.OrdinalIgnoreCase)
                || IsMode(parts, "Memory");
        return isMemory
            && !Value(parts, "Cache").Equals("Shared", StringComparison.OrdinalIgnoreCase)
            && !file.Contains("cache=shared", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The same database for reading only, so that not even a race with its removal makes a file.</summary>
    public static string ReadOnly(string text)
    {
        var parts = Parse(text);
        if (parts.ContainsKey("Name") || IsMode(parts, "Memory"))
        {
            return text;
        }

        parts["Mode"] = "ReadOnly";

        // A pool would keep the file open, where the application clears its own pools to delete it.
        parts["Pooling"] = "False";
        return parts.ConnectionString;
    }

    private static DbConnectionStringBuilder Parse(string text) => new() { ConnectionString = text };

    private static bool IsMode(DbConnectionStringBuilder parts, string mode) =>
        Value(parts, "Mode").Equals(mode, StringComparison.OrdinalIgnoreCase);

    private static string Value(DbConnectionStringBuilder parts, string key) =>
        parts.TryGetValue(key, out var value) ? value.ToString() ?? string.Empty : string.Empty;
}
