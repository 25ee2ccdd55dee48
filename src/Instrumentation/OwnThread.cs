using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>Work on a thread of our own: named, in the background, with nothing of the caller's context, and contained.</summary>
internal static class OwnThread
{
    /// <summary>Starts the work; answers whether there was a thread to be had. Never throws.</summary>
    public static bool Start(string name, Action work)
    {
        try
        {
            FaultSeam.Pass(Boundaries.OwnThreadStart);
            new Thread(() => Run(name, work)) { Name = "AspNetCorePrometheus " + name, IsBackground = true }.UnsafeStart();
            return true;
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, Instrumentation(name), exception))
        {
            return false;
        }
    }

    private static void Run(string name, Action work)
    {
        try
        {
            FaultSeam.Pass(Boundaries.OwnThread);
            work();
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, Instrumentation(name), exception))
        {
        }
    }

    // As the page writes names: "own port client" is "own_port_client" there.
    private static string Instrumentation(string name) => name.Replace(' ', '_');
}
