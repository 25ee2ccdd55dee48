using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>A number of changed entities that is yet to be counted.</summary>
internal readonly record struct Change(LaneCounter Counter, long Count);
