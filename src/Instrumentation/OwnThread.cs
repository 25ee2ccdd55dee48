using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>Work on a thread of our own: named, in the background, with nothing of the caller's context, and contained.</summary>
internal static class OwnThread
{
    /// <summary>Starts the work. Never throws.</summary>
    public static void Start(string name, Action work) => new Thread(() =>
    {
        try
        {
            work();
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, name, exception))
        {
        }
    }) { Name = "AspNetCorePrometheus " + name, IsBackground = true }.UnsafeStart();
}
