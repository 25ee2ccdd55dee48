namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>How a lane measures an instrument.</summary>
internal enum LaneKind
{
    /// <summary>A histogram with classic and exponential buckets.</summary>
    Native,

    /// <summary>A histogram of seconds with classic buckets.</summary>
    Seconds,

    /// <summary>A sum that only goes up.</summary>
    Counter,

    /// <summary>A sum that goes up and down.</summary>
    Gauge,
}
