namespace AspNetCorePrometheus.Instrumentation.Caches.Hybrid;

/// <summary>One look-up of a hybrid cache: it missed if the value had to be made.</summary>
internal sealed class HybridLookup<TState, T>(TState state, Func<TState, CancellationToken, ValueTask<T>> make)
{
    private volatile bool _isMissed;

    public bool IsMissed => _isMissed;

    public ValueTask<T> Make(CancellationToken token)
    {
        _isMissed = true;
        return make(state, token);
    }
}
