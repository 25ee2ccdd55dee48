namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>A measurement and the sampled trace that it was made in.</summary>
/// <param name="Value">The measurement in the family's unit.</param>
/// <param name="Time">When it was made, in milliseconds since the epoch.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
internal readonly record struct Exemplar(double Value, long Time, string TraceId, string SpanId);
