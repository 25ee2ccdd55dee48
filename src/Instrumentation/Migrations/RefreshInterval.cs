namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>When a context is looked up again.</summary>
internal static class RefreshInterval
{
    private const int MostDoublings = 3;
    private const double JitterShare = 0.1;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The time to wait: as set while all is well, twice as long after each failure in a row, up to eight times or ten minutes. The
    /// jitter only ever shortens it, so that a change is seen within the time that was set.
    /// </summary>
    /// <param name="refresh">The interval that was set.</param>
    /// <param name="failures">Failures in a row; the first one is repeated after the interval itself.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan Next(TimeSpan refresh, int failures, double random)
    {
        var doublings = Math.Clamp(failures - 1, 0, MostDoublings);
        var longest = refresh > Longest ? refresh : Longest;
        var wait = refresh * (1 << doublings);
        return (wait < longest ? wait : longest) * (1 - (JitterShare * random));
    }
}
