namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>Hands each value to an action.</summary>
internal sealed class Observer<T>(Action<T> next) : IObserver<T>
{
    public void OnNext(T value) => next(value);

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
