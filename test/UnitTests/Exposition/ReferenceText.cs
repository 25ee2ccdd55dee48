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

    /// <summary>Go's %g with the fewest digits that read back, and .0 on what would look like an integer.</summary>
    public static string Canonical(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value == 0 ? "0.0" : Number(value);
        }

        var scientific = Enumerable.Range(0, 18)
            .Select(digits => value.ToString($"E{digits}", CultureInfo.InvariantCulture))
            .First(text => double.Parse(text, CultureInfo.InvariantCulture).Equals(value));
        var parts = scientific.Split('E');
        var exponent = int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is < -4 or >= 6)
        {
            var size = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return parts[0] + (exponent < 0 ? "e-" : "e+") + size;
        }

        // Every such number has at most 16 + 5 places, which decimals show exactly as the digits above give them.
        var plain = decimal.Parse(scientific, NumberStyles.Float, CultureInfo.InvariantCulture)
            .ToString("0.0###########################", CultureInfo.InvariantCulture);
        return plain;
    }

    public static string Labels(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Join(",", labels.Where(label => label.Value.Length > 0)
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}=\"{Escape(label.Value, quotes: true)}\""));

    public static string Line(string name, string labels, string value) =>
        labels.Length == 0 ? $"{name} {value}\n" : $"{name}{{{labels}}} {value}\n";
}
