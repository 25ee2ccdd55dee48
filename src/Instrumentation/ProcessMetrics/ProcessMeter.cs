using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Pipeline;

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
            "process.cpu",
            Observed.Value(static () => Environment.CpuUsage.TotalTime.TotalSeconds),
            "s",
            "Total user and system CPU time spent in seconds.");
        var started = StartTime();
        meter.CreateObservableGauge("process.start_time", Observed.Value(() => started), "s", "Start time of the process since unix epoch in seconds.");
        meter.CreateObservableGauge("process.resident_memory", Observed.Value(ResidentMemory), "By", "Resident memory size in bytes.");
        meter.CreateObservableGauge("process.virtual_memory", Observed.Value(VirtualMemory), "By", "Virtual memory size in bytes.");
        meter.CreateObservableGauge("process.threads", Observed.Value(Threads), "{thread}", "Number of operating system threads in the process.");
        if (OperatingSystem.IsLinux())
        {
            meter.CreateObservableGauge("process.open_fds", Observed.Value(OpenFiles.Count), "{file}", "Number of open file descriptors.");
            meter.CreateObservableGauge("process.max_fds", Observed.Value(ProcFiles.MaxFiles), "{file}", "Maximum number of open file descriptors.");
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
