namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>What one request cost the server, on average over a round: microseconds of processor time and allocated bytes.</summary>
internal readonly record struct RequestCost(double Microseconds, double Bytes);
