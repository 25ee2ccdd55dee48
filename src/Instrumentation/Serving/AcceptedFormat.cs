using AspNetCorePrometheus.Instrumentation.Exposition;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>
/// The format that a scraper prefers among those that are served; text 0.0.4 for whoever names none.
/// https://prometheus.io/docs/instrumenting/content_negotiation/
/// </summary>
internal static class AcceptedFormat
{
    private const string OpenMetrics = "application/openmetrics-text";

    public static ExpositionFormat Of(StringValues accept)
    {
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept, out var ranges))
        {
            return ExpositionFormat.PrometheusText;
        }

        var best = ExpositionFormat.PrometheusText;
        var quality = 0.0;
        foreach (var range in ranges)
        {
            if (Format(range) is { } format && (range.Quality ?? 1) > quality)
            {
                best = format;
                quality = range.Quality ?? 1;
            }
        }

        return best;
    }

    private static ExpositionFormat? Format(MediaTypeHeaderValue range)
    {
        var version = range.Parameters.FirstOrDefault(
            parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase))?.GetUnescapedValue();
        return range.MediaType.Value switch
        {
            { } type when type.Equals(OpenMetrics, StringComparison.OrdinalIgnoreCase) =>
                version is not { HasValue: true, Value: not "1.0.0" } ? ExpositionFormat.OpenMetrics : null,
            { } type when type.Equals("text/plain", StringComparison.OrdinalIgnoreCase) =>
                version is not { HasValue: true, Value: not "0.0.4" } ? ExpositionFormat.PrometheusText : null,
            "*/*" or "text/*" => ExpositionFormat.PrometheusText,
            _ => null,
        };
    }
}
