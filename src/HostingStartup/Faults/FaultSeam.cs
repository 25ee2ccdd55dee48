namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// Where tests put a fault into a boundary. Nothing in the product sets it, and no setting reaches it.
/// </summary>
internal static class FaultSeam
{
    /// <summary>Called with the name of each boundary that is passed, and may throw; null outside tests.</summary>
    public static Action<string>? Injected;

    /// <summary>Stands first within a guard. Costs the look at a field.</summary>
    public static void Pass(string boundary) => Injected?.Invoke(boundary);
}
