using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>
/// What has begun and not yet ended, by the operation's id. Nothing is allocated for an operation once the tables have grown to
/// what the application does at a time.
/// </summary>
/// <remarks>SqlClient does not tell the end of a command whose cancellation comes before it is sent.</remarks>
internal sealed class OpenOperations
{
    private const int Tables = 16;
    private const int MostOfTable = 1024;

    private static readonly long GivenUp = 30 * 60 * Stopwatch.Frequency;

    private readonly Dictionary<Guid, SqlClientOperation>[] _tables =
        [.. Enumerable.Range(0, Tables).Select(static _ => new Dictionary<Guid, SqlClientOperation>())];

    /// <summary>Keeps an operation until its end; false if thousands are running, as it is not counted then.</summary>
    public bool Begin(Guid id, in SqlClientOperation operation)
    {
        var table = Table(id);
        lock (table)
        {
            if (table.Count >= MostOfTable)
            {
                RemoveOld(table, operation.Timestamp - GivenUp);
            }

            return table.Count < MostOfTable && table.TryAdd(id, operation);
        }
    }

    /// <summary>Ends an operation; false if it has not been seen to begin, or has ended already.</summary>
    public bool End(Guid id, out SqlClientOperation operation)
    {
        var table = Table(id);
        lock (table)
        {
            return table.Remove(id, out operation);
        }
    }

    private Dictionary<Guid, SqlClientOperation> Table(Guid id) => _tables[(uint)id.GetHashCode() % Tables];

    private static void RemoveOld(Dictionary<Guid, SqlClientOperation> table, long before)
    {
        foreach (var (id, operation) in table)
        {
            if (operation.Timestamp < before)
            {
                table.Remove(id);
            }
        }
    }
}
