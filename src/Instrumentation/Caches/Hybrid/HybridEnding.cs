namespace AspNetCorePrometheus.Instrumentation.Caches.Hybrid;

/// <summary>Counts a look-up that went on when it has ended.</summary>
internal readonly struct HybridEnding(IHybridLookup lookup) : ITaskEnding
{
    public void Ended(Task task) => lookup.Ended(task);
}
