using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Durations as the lanes record them.</summary>
internal static class Ticks
{
    private static readonly double PerTimeSpanTick = (double)Stopwatch.Frequency / TimeSpan.TicksPerSecond;

    /// <summary>A duration in stopwatch ticks.</summary>
    public static long Of(TimeSpan duration) => (long)(duration.Ticks * PerTimeSpanTick);
}
