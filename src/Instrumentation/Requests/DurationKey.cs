namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>What tells the duration series of one route and method apart.</summary>
internal readonly record struct DurationKey(int Status, string Scheme, string Protocol, string? ErrorType, bool IsUnhandled);
