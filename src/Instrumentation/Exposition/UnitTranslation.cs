using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// Translates UCUM units into the words of metric names
/// (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1).
/// </summary>
internal static class UnitTranslation
{
    /// <summary>The unit's word (<c>s</c>: <c>seconds</c>, <c>By/s</c>: <c>bytes_per_second</c>), or nothing.</summary>
    public static string Translate(string? unit)
    {
        if (string.IsNullOrEmpty(unit))
        {
            return string.Empty;
        }

        var bare = WithoutAnnotations(unit);
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        var words = slash < 0 || slash == bare.Length - 1
            ? Word(bare)
            : $"{Word(bare[..slash])}_per_{WordAfterPer(bare[(slash + 1)..])}";
        return NameTranslation.Collapse(words).Trim('_');
    }

    // Annotations do not nest in UCUM; an outer brace that is never closed is no annotation.
    private static string WithoutAnnotations(string unit)
    {
        var kept = new StringBuilder(unit.Length);
        for (var position = 0; position < unit.Length;)
        {
            var open = unit.IndexOf('{', position);
            var close = open < 0 ? -1 : unit.IndexOf('}', open);
            if (close < 0)
            {
                return kept.Append(unit, position, unit.Length - position).ToString();
            }

            kept.Append(unit, position, open - position);
            position = close + 1;
        }

        return kept.ToString();
    }

    private static string Word(string unit) => unit switch
    {
        "1" => string.Empty,
        "d" => "days",
        "h" => "hours",
        "min" => "minutes",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" or "B" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "GiBy" => "gibibytes",
        // Misspelt on purpose: the OpenTelemetry exporter has it so, and names must be equal.
        "TiBy" => "tibibytes",
        "KBy" or "KB" => "kilobytes",
        "MBy" or "MB" => "megabytes",
        "GBy" or "GB" => "gigabytes",
        "TBy" or "TB" => "terabytes",
        "m" => "meters",
        "V" => "volts",
        "A" => "amperes",
        "J" => "joules",
        "W" => "watts",
        "g" => "grams",
        "Cel" => "celsius",
        "Hz" => "hertz",
        "%" => "percent",
        "$" => "dollars",
        _ => unit,
    };

    private static string WordAfterPer(string unit) => unit switch
    {
        "s" => "second",
        "m" => "minute",
        "h" => "hour",
        "d" => "day",
        "w" => "week",
        "mo" => "month",
        "y" => "year",
        _ => unit,
    };
}
