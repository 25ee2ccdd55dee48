namespace AspNetCorePrometheus.Bench.Scrape;

/// <summary>What the server's process has used since it started.</summary>
/// <param name="CpuMilliseconds">User and system time.</param>
/// <param name="AllocatedBytes">Managed memory allocated.</param>
/// <param name="LargeObjectBytes">Size of the large-object heap after the last collection of it.</param>
internal sealed record ServerFigures(double CpuMilliseconds, long AllocatedBytes, long LargeObjectBytes)
{
    /// <summary>This process's own. Collects first if the large-object heap is asked for.</summary>
    public static ServerFigures OfThisProcess(bool collect)
    {
        if (collect)
        {
            GC.Collect();
        }

        return new ServerFigures(
            Environment.CpuUsage.TotalTime.TotalMilliseconds,
            GC.GetTotalAllocatedBytes(precise: true),
            GC.GetGCMemoryInfo(GCKind.FullBlocking).GenerationInfo[3].SizeAfterBytes);
    }
}
