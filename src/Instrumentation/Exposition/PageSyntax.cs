namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>How a page is written.</summary>
internal enum PageSyntax
{
    /// <summary>Prometheus text format 0.0.4.</summary>
    Text,

    /// <summary>Prometheus text format 1.0.0, which could quote names; ours never need it.</summary>
    Text1,

    /// <summary>OpenMetrics text format 1.0.0.</summary>
    OpenMetrics,

    /// <summary>Delimited messages of <c>io.prometheus.client.MetricFamily</c>.</summary>
    Protobuf,
}
