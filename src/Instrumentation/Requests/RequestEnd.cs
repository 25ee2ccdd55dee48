using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>When a request ended, in stopwatch ticks, and the activity that it ran in.</summary>
internal readonly record struct RequestEnd(long Time, Activity? Activity)
{
    /// <summary>The end of a request that ends now, on this thread.</summary>
    public static RequestEnd Now() => new(Stopwatch.GetTimestamp(), Activity.Current);
}
