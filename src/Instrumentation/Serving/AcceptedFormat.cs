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
    // A scraper says the same each time.
    private static Answer? _last;

    public static ExpositionFormat Of(StringValues accept)
    {
        if (accept.Count == 0)
        {
            return ExpositionFormat.PrometheusText;
        }

        var last = _last;
        if (accept.Count != 1 || last is null || last.Accept != accept[0])
        {
            last = new Answer(accept[0], Read(accept));
            _last = accept.Count == 1 ? last : _last;
        }

        return last.Format;
    }

    private static ExpositionFormat Read(StringValues accept)
    {
        var best = ExpositionFormat.PrometheusText;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
        {
            return best;
        }

        var quality = 0.0;
        foreach (var range in ranges)
        {
            if (Quality(range) is var found && found > quality && Format(range) is { } format)
            {
                best = format;
                quality = found;
            }
        }

        return best;
    }

    // Who says how welcome a format is, but not so that it can be understood, is not taken to have asked for it above all.
    private static double Quality(MediaTypeHeaderValue range) =>
        range.Quality ?? (NameValueHeaderValue.Find(range.Parameters, "q") is null ? 1 : 0);

    private static ExpositionFormat? Format(MediaTypeHeaderValue range)
    {
        var version = Parameter(range, "version");
        var escaping = ExpositionFormats.Escaping(Parameter(range, "escaping")) ?? NameEscaping.NotAsked;
        return range.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/vnd.google.protobuf" => IsMetricFamily(range) ? new(PageSyntax.Protobuf, escaping) : null,
            "application/openmetrics-text" => version is "" or "1.0.0" ? new(PageSyntax.OpenMetrics, escaping) : null,
            "text/plain" => Text(version, escaping),
            "*/*" or "text/*" => ExpositionFormat.PrometheusText,
            _ => null,
        };
    }

    private static bool IsMetricFamily(MediaTypeHeaderValue range) =>
        Parameter(range, "proto") == "io.prometheus.client.MetricFamily" && Parameter(range, "encoding") == "delimited";

    // Text 0.0.4 has no names beyond the classic character set, so who allows them without naming a version gets 1.0.0.
    private static ExpositionFormat? Text(string version, NameEscaping escaping) => version switch
    {
        "1.0.0" => new(PageSyntax.Text1, escaping),
        "" when escaping == NameEscaping.AllowUtf8 => new(PageSyntax.Text1, escaping),
        "" or "0.0.4" => new(PageSyntax.Text, escaping == NameEscaping.AllowUtf8 ? NameEscaping.Underscores : escaping),
        _ => null,
    };

    private static string Parameter(MediaTypeHeaderValue range, string name)
    {
        foreach (var parameter in range.Parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter.GetUnescapedValue().ToString();
            }
        }

        return string.Empty;
    }

    private sealed record Answer(string? Accept, ExpositionFormat Format);
}
