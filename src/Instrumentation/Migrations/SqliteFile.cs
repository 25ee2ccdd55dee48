namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>Files of SQLite, and how they are read without a trace.</summary>
/// <remarks>
/// A database with a write-ahead log, as EF Core makes them, has two more files while it is open. A connection that may only read makes
/// them too, and leaves them behind. Nobody has such a database open while it has no log, so its main file is all there is to read.
/// A database with a rollback journal has no other file between transactions, open or not: it is read with locks, which leaves none.
/// The file itself must not be opened here: closing it would end the locks of all connections of the process.
/// </remarks>
internal static class SqliteFile
{
    // Of a URI, or of a place that the library finds in a way of its own.
    private const string Special = "?#%|";

    private static readonly string[] Logs = ["-wal", "-journal"];

    /// <summary>
    /// What reads the main file alone; null where it may not be all, or is read without a trace anyway, or there is none.
    /// https://www.sqlite.org/uri.html#uriimmutable
    /// </summary>
    /// <param name="file">The name in a connection string.</param>
    /// <param name="connection">The host's <c>SqliteConnection</c>.</param>
    public static string? Untouched(string file, Type connection)
    {
        if (file.Length == 0 || file.AsSpan().ContainsAny(Special) || IsUri(file)
            || (!Path.IsPathRooted(file) && AppDomain.CurrentDomain.GetData("DataDirectory") is not null))
        {
            return null;
        }

        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            return null;
        }

        path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (new FileInfo(path) is not { Length: > 0 }
            || Array.Exists(Logs, log => File.Exists(path + log)) || path.AsSpan().ContainsAny(Special))
        {
            return null;
        }

        var uri = $"file://{(path.StartsWith('/') ? string.Empty : "/")}{path.Replace(Path.DirectorySeparatorChar, '/')}";
        return WriteAheadLog.IsUsedBy(uri, connection) ? $"{uri}?immutable=1" : null;
    }

    /// <summary>Whether the name has settings in it.</summary>
    public static bool IsUri(string file) => file.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
}
