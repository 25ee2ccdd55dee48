namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>A cache that will have a multiplexer inside, and is not kept alive for that.</summary>
internal sealed class RedisCacheFound(object cache)
{
    public WeakReference<object> Reference { get; } = new(cache);

    /// <summary>How often it has thrown when it was looked into.</summary>
    public int Faults { get; set; }
}
