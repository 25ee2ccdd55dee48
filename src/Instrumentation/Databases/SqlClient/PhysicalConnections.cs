namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>Tells a new connection from one that comes out of the pool, by the id that each physical connection keeps.</summary>
/// <remarks>Nobody tells when one ends, so ids that have not been seen for long are forgotten.</remarks>
internal sealed class PhysicalConnections
{
    private const int MostOfGeneration = 10_000;

    private readonly Lock _gate = new();

    private HashSet<Guid> _recent = [];
    private HashSet<Guid> _older = [];

    /// <summary>Whether this is the first sight of a connection.</summary>
    public bool IsNew(Guid id)
    {
        lock (_gate)
        {
            if (_recent.Contains(id))
            {
                return false;
            }

            if (_recent.Count >= MostOfGeneration)
            {
                (_recent, _older) = (_older, _recent);
                _recent.Clear();
            }

            _recent.Add(id);
            return !_older.Remove(id);
        }
    }
}
