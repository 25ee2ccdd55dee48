using System.Reflection;

/// <summary>Arms the seam of the shell, which the drop-in's own hook has just made loadable.</summary>
internal static class StartupHook
{
    private const string Shell = "AspNetCorePrometheus.HostingStartup";

    public static void Initialize()
    {
        var armed = Environment.GetEnvironmentVariable("FAULT_BOUNDARY");
        Assembly.Load(Shell).GetType(Shell + ".FaultSeam", throwOnError: true)!
            .GetField("Injected", BindingFlags.Public | BindingFlags.Static)!
            .SetValue(null, (Action<string>)(boundary =>
            {
                if (boundary == armed)
                {
                    throw new InvalidOperationException("secret-message");
                }
            }));
    }
}
