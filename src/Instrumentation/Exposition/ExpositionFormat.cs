namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>A format that a page can be written in.</summary>
internal enum ExpositionFormat
{
    /// <summary>Prometheus text format 0.0.4.</summary>
    PrometheusText,

    /// <summary>OpenMetrics text format 1.0.0.</summary>
    OpenMetrics,
}
