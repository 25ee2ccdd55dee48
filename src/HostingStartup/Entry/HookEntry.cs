namespace AspNetCorePrometheus.HostingStartup;

/// <summary>The shell's door for the startup hook, which finds it by name.</summary>
public static class HookEntry
{
    /// <summary>Starts to watch for hosts that are being built. Touches no ASP.NET Core type, as <c>Main</c> has not run.</summary>
    public static void Enter() => HostBuildingObserver.Attach();
}
