using System.Globalization;
using System.Text;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>Writes text, numbers and lines the slow and obvious way.</summary>
internal static class ReferenceText
{
    public static string Escape(string text, bool quotes)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\')
            {
                result.Append("\\\\");
            }
            else if (c == '\n')
            {
                result.Append("\\n");
            }
            else if (c == '"' && quotes)
            {
                result.Append("\\\"");
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
            }
            else
            {
                result.Append(char.IsSurrogate(c) ? '\ufffd' : c);
            }
        }

        return result.ToString();
    }

    public static string Number(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    public static string Labels(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Join(",", labels.Where(label => label.Value.Length > 0)
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}=\"{Escape(label.Value, quotes: true)}\""));

    public static string Line(string name, string labels, string value) =>
        labels.Length == 0 ? $"{name} {value}\n" : $"{name}{{{labels}}} {value}\n";
}
