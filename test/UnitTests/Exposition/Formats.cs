using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>The formats by their names, as test data cannot hold them.</summary>
internal static class Formats
{
    public static readonly ExpositionFormat[] All =
    [
        .. from syntax in Enum.GetValues<PageSyntax>()
           from escaping in Enum.GetValues<NameEscaping>()
           select new ExpositionFormat(syntax, escaping),
    ];

    public static ExpositionFormat Named(string name) => name switch
    {
        nameof(ExpositionFormat.PrometheusText) => ExpositionFormat.PrometheusText,
        nameof(ExpositionFormat.OpenMetrics) => ExpositionFormat.OpenMetrics,
        nameof(ExpositionFormat.Protobuf) => ExpositionFormat.Protobuf,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
