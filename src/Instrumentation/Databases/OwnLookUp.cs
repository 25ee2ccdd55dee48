namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// Marks what the drop-in itself asks of the application's databases, so that it is not counted as the application's doing.
/// </summary>
/// <remarks>
/// The mark belongs to the flow of execution: whatever an asynchronous method calls after <see cref="Begin"/> has it, its caller
/// does not. Events and measurements that drivers raise in that flow are raised under the mark, until the look-up ends.
/// </remarks>
internal static class OwnLookUp
{
    private static readonly AsyncLocal<bool> Current = new();

    private static int _running;

    /// <summary>Whether the running code works for a look-up of the drop-in's own. Asked for each command: mostly no look-up is running at all.</summary>
    public static bool IsRunning => Volatile.Read(ref _running) > 0 && Current.Value;

    /// <summary>Marks the rest of the calling asynchronous method, and what it calls, until it is disposed of.</summary>
    public static Mark Begin()
    {
        Interlocked.Increment(ref _running);
        Current.Value = true;
        return default;
    }

    /// <summary>A look-up that is running.</summary>
    public readonly struct Mark : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref _running);
    }
}
