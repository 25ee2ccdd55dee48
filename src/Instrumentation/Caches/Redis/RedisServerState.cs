namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>What the readings of one server share.</summary>
internal sealed class RedisServerState
{
    private volatile bool _isGone;

    /// <summary>Whether the server cannot be read any more; its readings then end.</summary>
    public bool IsGone
    {
        get => _isGone;
        set => _isGone = value;
    }
}
