using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>Whether a SQLite database has a write-ahead log while it is open, which its file says at all times.</summary>
/// <remarks>
/// Only the library may open the file here (see <see cref="SqliteFile"/>). Without locks it reads any file but one with such a log, which
/// needs shared memory: https://www.sqlite.org/wal.html#noshm. It is asked below the driver, whose exception would be among the application's.
/// </remarks>
internal static class WriteAheadLog
{
    // SQLITE_CANTOPEN
    private const int CannotOpen = 14;

    /// <summary>Asks. False too where the library cannot be asked, or the file is no database. Throws if the file cannot be opened.</summary>
    /// <param name="uri">Of a file that is not empty and has no log at the moment, without settings.</param>
    /// <param name="connection">The host's <c>SqliteConnection</c>.</param>
    public static bool IsUsedBy(string uri, Type connection)
    {
        using var probe = (DbConnection)Activator.CreateInstance(connection)!;
        probe.ConnectionString = new DbConnectionStringBuilder
        {
            ["Data Source"] = uri + "?nolock=1",
            ["Mode"] = "ReadOnly",
            ["Pooling"] = "False",
        }.ConnectionString;
        probe.Open();
        return Reflected.Get(probe, "Handle") is { } handle
            && handle.GetType().Assembly.GetType("SQLitePCL.raw")?.GetMethod("sqlite3_exec", [handle.GetType(), typeof(string)]) is { } execute
            && execute.Invoke(null, [handle, "PRAGMA schema_version"]) is CannotOpen;
    }
}
