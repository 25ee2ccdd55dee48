using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>The sampled trace that a measurement was made in which is counted later. The activity itself, and what hangs on it, is not kept.</summary>
/// <param name="Time">When it was made, in milliseconds since the epoch.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
internal sealed record PastTrace(long Time, string TraceId, string SpanId)
{
    /// <summary>The one that is running; null if there is none, or it is not sampled. Identifiers of the older, hierarchical form are no trace ids.</summary>
    public static PastTrace? Now() => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } activity
        ? new(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), activity.TraceId.ToHexString(), activity.SpanId.ToHexString())
        : null;

    /// <summary>The exemplar of a measurement, in the family's unit.</summary>
    public Exemplar Of(double value) => new(value, Time, TraceId, SpanId);
}
