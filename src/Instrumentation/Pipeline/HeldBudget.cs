namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Bounds how many measurements wait for the SDK: a host whose start takes long has it built before it has started.</summary>
internal sealed class HeldBudget(Action exhausted)
{
    private int _left = 5_000;

    public void Spend()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            exhausted();
        }
    }
}
