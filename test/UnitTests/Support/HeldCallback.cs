using System.Diagnostics.Metrics;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>An observable instrument whose callback hangs until it is released.</summary>
internal sealed class HeldCallback : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim _entered = new();
    private readonly ManualResetEventSlim _released = new();
    private int _calls;

    public HeldCallback(Meter meter) => meter.CreateObservableGauge("held", () =>
    {
        Interlocked.Increment(ref _calls);
        _entered.Set();
        _released.Wait(Patience);
        return 1;
    });

    public int Calls => Volatile.Read(ref _calls);

    public void WaitUntilEntered()
    {
        if (!_entered.Wait(Patience))
        {
            throw new TimeoutException("The callback was not called.");
        }
    }

    public void Release() => _released.Set();

    public void Dispose() => _released.Set();
}
