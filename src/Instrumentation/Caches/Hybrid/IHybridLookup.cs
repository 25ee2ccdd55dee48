namespace AspNetCorePrometheus.Instrumentation.Caches.Hybrid;

/// <summary>A look-up of a hybrid cache, whatever it looks for.</summary>
internal interface IHybridLookup
{
    /// <summary>Counts a look-up by how its task ended.</summary>
    void Ended(Task task);
}
