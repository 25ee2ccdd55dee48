namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>The type of a family as its TYPE line names it.</summary>
internal enum FamilyType
{
    Counter,
    Gauge,
    Histogram,

    /// <summary>A constant 1 with labels; its name ends in <c>_info</c>. Text 0.0.4 says gauge.</summary>
    Info,

    /// <summary>Text 0.0.4 says <c>untyped</c>, OpenMetrics <c>unknown</c>.</summary>
    Unknown,
}
