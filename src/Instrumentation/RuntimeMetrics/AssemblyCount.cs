namespace AspNetCorePrometheus.Instrumentation.RuntimeMetrics;

/// <summary>
/// How many assemblies are loaded. The runtime tells by a new list of them; they become more only with an event and fewer only
/// by a garbage collection, so the list is asked for only after one of these.
/// </summary>
internal sealed class AssemblyCount
{
    private int _loads;
    private int _countedLoads = -1;
    private long _countedCollection;
    private int _count;

    /// <summary>Counts loads from now on, for as long as the process lives.</summary>
    public AssemblyCount() => AppDomain.CurrentDomain.AssemblyLoad += (_, _) => Interlocked.Increment(ref _loads);

    /// <summary>The number of assemblies. Not thread-safe.</summary>
    /// <param name="collection">The number of the last garbage collection.</param>
    public int Now(long collection)
    {
        var loads = Volatile.Read(ref _loads);
        if (loads != _countedLoads || collection != _countedCollection)
        {
            _count = AppDomain.CurrentDomain.GetAssemblies().Length;
            (_countedLoads, _countedCollection) = (loads, collection);
        }

        return _count;
    }
}
