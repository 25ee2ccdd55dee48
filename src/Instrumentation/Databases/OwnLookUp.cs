namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// Marks what the drop-in itself asks of the application's databases, so that it is not counted as the application's doing.
/// </summary>
/// <remarks>
/// The mark belongs to the flow of execution: whatever an asynchronous method calls after <see cref="Begin"/> has it, its caller
/// does not. Events and measurements that drivers raise in that flow are raised under the mark.
/// </remarks>
internal static class OwnLookUp
{
    private static readonly AsyncLocal<bool> Current = new();

    /// <summary>Whether the running code works for a look-up of the drop-in's own.</summary>
    public static bool IsRunning => Current.Value;

    /// <summary>Marks the rest of the calling asynchronous method, and what it calls.</summary>
    public static void Begin() => Current.Value = true;
}
