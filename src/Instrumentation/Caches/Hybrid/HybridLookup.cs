using AspNetCorePrometheus.HostingStartup;
using Microsoft.Extensions.Caching.Hybrid;

namespace AspNetCorePrometheus.Instrumentation.Caches.Hybrid;

/// <summary>One look-up of a hybrid cache: it missed if the value had to be made.</summary>
internal sealed class HybridLookup<TState, T>(
    MeasuredOperation get,
    TState state,
    Func<TState, CancellationToken, ValueTask<T>> make,
    HybridCacheEntryOptions? options,
    CancellationToken token) : IHybridLookup
{
    private volatile bool _isMissed;

    // A look-up that may not make the value answers with the default one where it found nothing.
    private bool MayNotMake => options?.Flags?.HasFlag(HybridCacheEntryFlags.DisableUnderlyingData) == true;

    public ValueTask<T> Make(CancellationToken cancellationToken)
    {
        _isMissed = true;
        return make(state, cancellationToken);
    }

    /// <summary>Counts the look-up when it ends, and hands on what the cache answered.</summary>
    public ValueTask<T> Watch(ValueTask<T> running)
    {
        if (running.IsCompletedSuccessfully)
        {
            var value = running.Result;
            Found(value);
            return new ValueTask<T>(value);
        }

        return new ValueTask<T>(EndedTask.Relay(running.AsTask(), new HybridEnding(this)));
    }

    public void Ended(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            Found(((Task<T>)task).Result);
        }
        else if (_isMissed && !(task.IsCanceled && token.IsCancellationRequested))
        {
            get.Found(hit: false, 0);
        }
        else
        {
            get.Ended(task, 0, null, token);
        }
    }

    /// <summary>Answers false, for use as an exception filter.</summary>
    public bool Failed(Exception exception)
    {
        if (!_isMissed || (exception is OperationCanceledException && token.IsCancellationRequested))
        {
            return get.Failed(0, exception, token);
        }

        get.Found(hit: false, 0);
        return false;
    }

    // Equality is the application's own code.
    private void Found(T value)
    {
        try
        {
            FaultSeam.Pass(Boundaries.HybridValue);
            get.Found(!_isMissed && !(MayNotMake && EqualityComparer<T>.Default.Equals(value, default)), 0);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "caches", exception))
        {
        }
    }
}
