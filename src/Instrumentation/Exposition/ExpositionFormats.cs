namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Facts about each <see cref="ExpositionFormat"/>.</summary>
internal static class ExpositionFormats
{
    /// <summary>The value of the Content-Type header for a page in <paramref name="format"/>.</summary>
    public static string ContentType(ExpositionFormat format) => format switch
    {
        ExpositionFormat.PrometheusText => "text/plain; version=0.0.4; charset=utf-8",
        ExpositionFormat.OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
