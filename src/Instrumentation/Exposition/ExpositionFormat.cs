namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>A format that a page can be written in, with the escaping of names that the scraper asked for.</summary>
internal readonly record struct ExpositionFormat(PageSyntax Syntax, NameEscaping Escaping = NameEscaping.NotAsked)
{
    /// <summary>Prometheus text format 0.0.4.</summary>
    public static ExpositionFormat PrometheusText => default;

    /// <summary>OpenMetrics text format 1.0.0.</summary>
    public static ExpositionFormat OpenMetrics => new(PageSyntax.OpenMetrics);

    /// <summary>Delimited messages of <c>io.prometheus.client.MetricFamily</c>.</summary>
    public static ExpositionFormat Protobuf => new(PageSyntax.Protobuf);

    public bool IsOpenMetrics => Syntax == PageSyntax.OpenMetrics;

    public bool IsProtobuf => Syntax == PageSyntax.Protobuf;

    /// <summary>Whether names are rewritten; the other escapings leave a name of the classic character set as it is.</summary>
    public bool EscapesDots => Escaping == NameEscaping.Dots;
}
