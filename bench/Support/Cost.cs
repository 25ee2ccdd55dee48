namespace AspNetCorePrometheus.Bench.Support;

/// <summary>What one request or command cost a host, on average: microseconds of processor time and allocated bytes.</summary>
public readonly record struct Cost(double Microseconds, double Bytes);
