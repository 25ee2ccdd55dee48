namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>A part of what has begun and not yet ended.</summary>
/// <remarks>
/// SqlClient does not tell the end of a command whose cancellation comes before it is sent. Two generations bound what such commands
/// leave, and leave room for the next one at once: no command looks through what others have left, but for the one that begins a generation.
/// </remarks>
internal sealed class OpenOperationTable
{
    private const int MostOfGeneration = 512;

    private readonly Lock _gate = new();

    private Dictionary<Guid, SqlClientOperation> _recent = [];
    private Dictionary<Guid, SqlClientOperation> _older = [];

    public void Begin(Guid id, in SqlClientOperation operation)
    {
        lock (_gate)
        {
            if (_recent.Count >= MostOfGeneration)
            {
                GiveUpOlder();
                (_recent, _older) = (_older, _recent);
            }

            if (!_older.ContainsKey(id) && _recent.TryAdd(id, operation))
            {
                CountPending(operation, 1);
            }
        }
    }

    public bool End(Guid id, out SqlClientOperation operation)
    {
        lock (_gate)
        {
            if (!_recent.Remove(id, out operation) && !_older.Remove(id, out operation))
            {
                return false;
            }

            CountPending(operation, -1);
            return true;
        }
    }

    private void GiveUpOlder()
    {
        foreach (var operation in _older.Values)
        {
            CountPending(operation, -1);
        }

        _older.Clear();
    }

    private static void CountPending(in SqlClientOperation operation, long more)
    {
        if (operation.Operation == SqlClientOperation.Opening)
        {
            operation.Target.PendingConnections.Add(more);
        }
    }
}
