using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.ProcessMetrics;

/// <summary>
/// What the framework's class tells of this process where there is no <c>/proc</c>. It is a library of its own, which most hosts do not
/// load: nothing here may be reached elsewhere.
/// </summary>
internal static class ProcessClass
{
    /// <summary>Seconds since the Unix epoch.</summary>
    public static double StartTime()
    {
        using var process = Process.GetCurrentProcess();
        return (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }

    /// <summary>Bytes.</summary>
    public static long VirtualMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.VirtualMemorySize64;
    }

    public static long Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
