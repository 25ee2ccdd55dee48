using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// Translates instrument names and UCUM units into family names
/// (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1).
/// </summary>
internal static class NameTranslation
{
    private const string Total = "_total";
    private const string Info = "_info";
    private const string TargetInfo = "target_info";

    /// <summary>The names of an instrument's family; <c>target_info</c> never takes the prefix.</summary>
    public static FamilyNames Translate(string instrument, string? unit, FamilyType type, string? prefix = null)
    {
        var name = string.IsNullOrEmpty(prefix) || (type == FamilyType.Info && Sanitize(instrument) == TargetInfo)
            ? instrument
            : $"{prefix}_{instrument}";
        if (type == FamilyType.Info)
        {
            return Literal(WithSuffix(Sanitize(name), Info), type);
        }

        // The text name is made valid before the unit is looked for in it, the OpenMetrics name after: that is how
        // the OpenTelemetry exporters have it, and it shows when a dotted name ends in a unit of several words.
        var word = UnitTranslation.Translate(unit);
        var text = Sanitize(name);
        var bare = type == FamilyType.Counter ? WithoutSuffix(name, Total) : name;
        if (!text.EndsWith(word, StringComparison.Ordinal)
            && !(type == FamilyType.Counter && text.EndsWith(word + Total, StringComparison.Ordinal)))
        {
            text = $"{text}_{word}";
        }

        if (!bare.EndsWith(word, StringComparison.Ordinal))
        {
            bare = $"{bare}_{word}";
        }

        bare = Sanitize(bare);
        if (type != FamilyType.Counter)
        {
            return new FamilyNames(text, bare, bare, word);
        }

        var family = FamilyOf(bare, Total);
        return new FamilyNames(WithSuffix(text, Total), family, family + Total, word);
    }

    /// <summary>The names of a family whose text name is given.</summary>
    public static FamilyNames Literal(string name, FamilyType type)
    {
        var text = Sanitize(name);
        return type switch
        {
            FamilyType.Counter => new(text, FamilyOf(text, Total), FamilyOf(text, Total) + Total, string.Empty),
            FamilyType.Info => new(text, FamilyOf(text, Info), FamilyOf(text, Info) + Info, string.Empty),
            _ => new(text, text, text, string.Empty),
        };
    }

    /// <summary>
    /// A valid metric name: a run of other characters and underscores becomes one underscore, and so does a leading
    /// digit.
    /// </summary>
    public static string Sanitize(string name)
    {
        if (name.Length == 0)
        {
            return "_";
        }

        return Collapse(char.IsAsciiDigit(name[0]) ? $"_{name.AsSpan(1)}" : name);
    }

    /// <summary>Replaces each run of underscores and invalid characters by one underscore.</summary>
    public static string Collapse(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == ':')
            {
                result.Append(c);
            }
            else if (result.Length == 0 || result[^1] != '_')
            {
                result.Append('_');
            }
        }

        return result.ToString();
    }

    private static string WithSuffix(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) ? name : name + suffix;

    private static string WithoutSuffix(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;

    // A name that is nothing but the suffix would leave no name at all; its sample is called after the name that it gets.
    private static string FamilyOf(string name, string suffix) =>
        WithoutSuffix(name, suffix) is { Length: > 0 } family ? family : "_";
}
