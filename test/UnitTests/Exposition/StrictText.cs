using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>
/// A strict reader of text 0.0.4, text 1.0.0 with classic names and OpenMetrics 1.0.0, after their grammars: what a line may not be
/// it refuses, and in OpenMetrics every sample must belong to the family before it.
/// </summary>
internal static partial class StrictText
{
    private const string Name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private const string Label = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\n\"])*\"";
    private const string Labels = $"\\{{(?:{Label}(?:,{Label})*)?\\}}";
    private const string Number = "(?:[+-]Inf|NaN|[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)";

    private static readonly string[] CounterSuffixes = ["_total", "_created"];
    private static readonly string[] HistogramSuffixes = ["_bucket", "_sum", "_count", "_created"];

    /// <summary>The samples in their order. Throws <see cref="InvalidDataException"/>.</summary>
    public static IReadOnlyList<TextLine> Read(string page, bool openMetrics)
    {
        var lines = page.Split('\n');
        Demand(lines[^1].Length == 0, "the last line does not end");
        Demand(!openMetrics || lines is [.., "# EOF", ""], "no EOF");
        var samples = new List<TextLine>();
        var (family, type) = (string.Empty, string.Empty);
        foreach (var line in openMetrics ? lines[..^2] : lines[..^1])
        {
            if (Header().Match(line) is { Success: true } header)
            {
                Demand(header.Groups["word"].Value != "UNIT" || openMetrics, line);
                Demand(header.Groups["word"].Value == "TYPE" || header.Groups["name"].Value == family, line);
                (family, type) = header.Groups["word"].Value == "TYPE"
                    ? (header.Groups["name"].Value, header.Groups["rest"].Value)
                    : (family, type);
                Demand(
                    header.Groups["word"].Value != "UNIT" || family.EndsWith('_' + header.Groups["rest"].Value, StringComparison.Ordinal),
                    line);
                continue;
            }

            samples.Add(Sample(line, openMetrics, family, type));
        }

        return samples;
    }

    private static TextLine Sample(string line, bool openMetrics, string family, string type)
    {
        var match = SampleLine().Match(line);
        Demand(match.Success, line);
        var name = match.Groups["name"].Value;
        Demand(Owns(family, type, name, openMetrics), line);
        var exemplar = match.Groups["exemplar"];
        Demand(!exemplar.Success || (openMetrics && (type == "counter" || name.EndsWith("_bucket", StringComparison.Ordinal))), line);
        Demand(
            !exemplar.Success || ReadLabels(exemplar.Value).Sum(label =>
                label.Key.EnumerateRunes().Count() + label.Value.EnumerateRunes().Count()) <= 128,
            line);
        return new TextLine(
            name, ReadLabels(match.Groups["labels"].Value), ReadNumber(match.Groups["value"].Value), exemplar.Success ? exemplar.Value : null);
    }

    private static bool Owns(string family, string type, string name, bool openMetrics) => (type, openMetrics) switch
    {
        ("counter", true) => CounterSuffixes.Any(suffix => name == family + suffix),
        ("info", true) => name == family + "_info",
        ("histogram", true) => HistogramSuffixes.Any(suffix => name == family + suffix),
        ("histogram", false) => HistogramSuffixes[..3].Any(suffix => name == family + suffix),
        _ => name == family,
    };

    private static Dictionary<string, string> ReadLabels(string block)
    {
        var labels = new Dictionary<string, string>();
        foreach (Match label in OneLabel().Matches(block))
        {
            var value = new StringBuilder();
            var text = label.Groups["value"].Value;
            for (var i = 0; i < text.Length; i++)
            {
                value.Append(text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
            }

            labels.Add(label.Groups["name"].Value, value.ToString());
        }

        return labels;
    }

    private static double ReadNumber(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static void Demand(bool holds, string line)
    {
        if (!holds)
        {
            throw new InvalidDataException(line[..Math.Min(line.Length, 300)]);
        }
    }

    [GeneratedRegex($"^# (?<word>TYPE|HELP|UNIT) (?<name>{Name}) (?<rest>[^\n]*)\\z")]
    private static partial Regex Header();

    [GeneratedRegex(
        $"^(?<name>{Name})(?<labels>{Labels})? (?<value>{Number})(?: # (?<exemplar>{Labels}) {Number}(?: [0-9]+\\.[0-9]{{3}})?)?\\z")]
    private static partial Regex SampleLine();

    [GeneratedRegex("(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=\"(?<value>(?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\"")]
    private static partial Regex OneLabel();
}
