namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Facts about each <see cref="ExpositionFormat"/>.</summary>
internal static class ExpositionFormats
{
    private static readonly string[] Types =
    [
        "text/plain; version=0.0.4; charset=utf-8",
        "text/plain; version=1.0.0; charset=utf-8",
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited",
    ];

    private static readonly string[] Escapings = ["", "underscores", "dots", "values", "allow-utf-8"];

    private static readonly string[] ContentTypes =
        [.. Types.SelectMany(type => Escapings.Select(name => name.Length == 0 ? type : $"{type}; escaping={name}"))];

    /// <summary>The value of the Content-Type header for a page in <paramref name="format"/>.</summary>
    public static string ContentType(ExpositionFormat format) =>
        ContentTypes[((int)format.Syntax * Escapings.Length) + (int)format.Escaping];

    /// <summary>The escaping of a name in the Accept header; null if it is none.</summary>
    public static NameEscaping? Escaping(string name) =>
        name.Length > 0 && Array.IndexOf(Escapings, name) is > 0 and var index ? (NameEscaping)index : null;
}
