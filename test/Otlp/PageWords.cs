using System.Globalization;
using System.Text.RegularExpressions;

namespace AspNetCorePrometheus.TestOtlp;

/// <summary>Reads a push as a receiver that stores it for Prometheus does: series by name and labels, in the page's words.</summary>
public static partial class PageWords
{
    /// <summary>Every sample, as <c>name{label="value",...}</c> with the labels in order. Throws if a series comes twice.</summary>
    public static Dictionary<string, double> Samples(Push push)
    {
        ArgumentNullException.ThrowIfNull(push);
        var samples = new Dictionary<string, double>();
        foreach (var stream in push.Parts.SelectMany(part => part.Meters).SelectMany(meter => meter.Streams))
        {
            Read(stream, (name, attributes, extra, value) => samples.Add(Series(name, attributes, extra), value));
        }

        return samples;
    }

    /// <summary>The stream's name in the page's words.</summary>
    public static string Name(MetricStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var name = Invalid().Replace(stream.Name, "_");
        var unit = Annotation().Replace(stream.Unit, string.Empty) switch
        {
            "s" => "seconds",
            "By" => "bytes",
            "1" => string.Empty,
            var other => other,
        };
        name = unit.Length == 0 || name.EndsWith(unit, StringComparison.Ordinal) || name.EndsWith(unit + "_total", StringComparison.Ordinal)
            ? name
            : $"{name}_{unit}";
        return stream.Sum is { Monotonic: true } && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static void Read(
        MetricStream stream, Action<string, IEnumerable<Attribute>, (string, string)?, double> sample)
    {
        var name = Name(stream);
        foreach (var point in stream.Gauge?.Points ?? stream.Sum?.Points ?? [])
        {
            sample(
                name, point.Attributes, null, point.ValueCase == NumberPoint.ValueOneofCase.Whole ? point.Whole : point.Number);
        }

        foreach (var point in stream.Histogram?.Points ?? [])
        {
            var count = 0UL;
            for (var i = 0; i < point.Counts.Count; i++)
            {
                count += point.Counts[i];
                sample(name + "_bucket", point.Attributes, ("le", i < point.Bounds.Count ? Text(point.Bounds[i]) : "+Inf"), count);
            }

            sample(name + "_count", point.Attributes, null, point.Count);
            sample(name + "_sum", point.Attributes, null, point.Sum);
        }
    }

    private static string Series(string name, IEnumerable<Attribute> attributes, (string Key, string Value)? extra)
    {
        var labels = attributes.Select(attribute => (Key: Invalid().Replace(attribute.Key, "_"), Value: Text(attribute.Value)))
            .Where(label => label.Value.Length > 0)
            .Concat(extra is { } pair ? [pair] : [])
            .OrderBy(label => label.Key, StringComparer.Ordinal);
        return $"{name}{{{string.Join(',', labels.Select(label => $"{label.Key}=\"{label.Value}\""))}}}";
    }

    private static string Text(AttributeValue value) => value.KindCase switch
    {
        AttributeValue.KindOneofCase.Text => value.Text,
        AttributeValue.KindOneofCase.Flag => value.Flag ? "true" : "false",
        AttributeValue.KindOneofCase.Whole => value.Whole.ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"An attribute that is {value.KindCase}"),
    };

    private static string Text(double bound) => bound.ToString("R", CultureInfo.InvariantCulture);

    [GeneratedRegex("[^a-zA-Z0-9_:]+")]
    private static partial Regex Invalid();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Annotation();
}
