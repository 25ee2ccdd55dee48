using System.Diagnostics.Metrics;

namespace AspNetCorePrometheus.Instrumentation.ProcessMetrics;

/// <summary>
/// The process, by the names that every Prometheus client library uses.
/// https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics
/// </summary>
internal static class ProcessMeter
{
    /// <summary>Creates the instruments; those that the platform has no source for are left out.</summary>
    public static void AddTo(Meter meter)
    {
        meter.CreateObservableCounter(
            "process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Total user and system CPU time spent in seconds.");
        var started = StartTime();
        meter.CreateObservableGauge("process.start_time", () => started, "s", "Start time of the process since unix epoch in seconds.");
        meter.CreateObservableGauge("process.resident_memory", ResidentMemory, "By", "Resident memory size in bytes.");
        meter.CreateObservableGauge("process.virtual_memory", VirtualMemory, "By", "Virtual memory size in bytes.");
        meter.CreateObservableGauge("process.threads", Threads, "{thread}", "Number of operating system threads in the process.");
        if (OperatingSystem.IsLinux())
        {
            meter.CreateObservableGauge("process.open_fds", OpenFiles.Count, "{file}", "Number of open file descriptors.");
            meter.CreateObservableGauge("process.max_fds", ProcFiles.MaxFiles, "{file}", "Maximum number of open file descriptors.");
        }
    }

    private static double StartTime()
    {
        if (OperatingSystem.IsLinux())
        {
            return (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds - ProcFiles.Uptime() + ProcFiles.Started();
        }

        return ProcessClass.StartTime();
    }

    private static long ResidentMemory() => OperatingSystem.IsLinux() ? ProcFiles.ResidentMemory() : Environment.WorkingSet;

    private static long VirtualMemory() => OperatingSystem.IsLinux() ? ProcFiles.VirtualMemory() : ProcessClass.VirtualMemory();

    private static long Threads() => OperatingSystem.IsLinux() ? ProcFiles.Threads() : ProcessClass.Threads();
}
