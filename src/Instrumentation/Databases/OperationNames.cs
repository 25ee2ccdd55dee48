namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// What <c>db.operation.name</c> can be. A fixed set, as the text of a command may begin with anything; also the index of a
/// target's series.
/// </summary>
internal static class OperationNames
{
    /// <summary>Every name, in upper case; the last one stands for all others.</summary>
    public static readonly string[] All =
    [
        "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "UPSERT", "TRUNCATE", "CREATE", "ALTER", "DROP", "EXEC",
        "CALL", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET", "SHOW", "PRAGMA", "EXPLAIN", "ANALYZE", "VACUUM", "COPY",
        "LOCK", "GRANT", "REVOKE", "DO", "DECLARE", "FETCH", "VALUES", "LISTEN", "NOTIFY", "USE", "IF", "OTHER",
    ];

    public static int Other => All.Length - 1;

    /// <summary>The index of a keyword, in any case; null if it is none of the set.</summary>
    public static int? IndexOf(ReadOnlySpan<char> keyword)
    {
        if (keyword.Equals("EXECUTE", StringComparison.OrdinalIgnoreCase))
        {
            keyword = "EXEC";
        }
        else if (keyword.Equals("START", StringComparison.OrdinalIgnoreCase))
        {
            keyword = "BEGIN";
        }

        for (var i = 0; i < Other; i++)
        {
            if (keyword.Equals(All[i], StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return null;
    }
}
