using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// A value as it was given: a text, or the children of a list or map. Each method reads one form and throws
/// <see cref="FormatException"/> with a reason that an operator can act on.
/// </summary>
internal sealed partial class SettingValue(string? text, IConfigurationSection[] children)
{
    private static readonly char[] Separators = [',', ';'];

    public static SettingValue From(IConfigurationSection section) =>
        new(section.Value, [.. section.GetChildren()]);

    /// <summary>The children alone, where a text of an earlier source stands beside them.</summary>
    public static SettingValue FromChildren(IConfigurationSection section) => new(null, [.. section.GetChildren()]);

    public static SettingValue From(string text) => new(text, []);

    public override string ToString() =>
        text ?? string.Join(",", children.Select(child => int.TryParse(child.Key, out _) ? child.Value : $"{child.Key}={child.Value}"));

    public string? TextOrNull() => text is null && children.Length > 0 ? throw new FormatException("a list or map, not a text")
        : string.IsNullOrWhiteSpace(text) ? null
        : text.Trim();

    public bool Flag() =>
        Is(text ?? string.Empty, "true", "1", "yes", "on") || (Is(text ?? string.Empty, "false", "0", "no", "off")
            ? false
            : throw new FormatException("not true or false"));

    public long Number(long least, long most) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"not a whole number from {least} to {most}"));

    /// <summary>A port; 0 for an empty text.</summary>
    public int PortOrNone() => TextOrNull() is null ? 0 : (int)Number(PortRange.Lowest, PortRange.Highest);

    /// <summary>The text in a form of its own; null for an empty one.</summary>
    public T? Parsed<T>(Func<string, T> parse)
        where T : class => TextOrNull() is { } given ? parse(given) : null;

    /// <summary>Networks; entries that are all empty are a mistake, and not the same as none given.</summary>
    public IReadOnlyList<AllowedNetwork> Networks() =>
        IsEmpty ? []
        : List() is { Count: > 0 } items ? [.. items.Select(AllowedNetwork.Parse)]
        : throw new FormatException("no network");

    public Uri? EndpointOrNull() =>
        TextOrNull() is not { } address ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new FormatException("not an http:// or https:// address");

    public T Choice<T>()
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text?.Trim(), StringComparer.OrdinalIgnoreCase)
            ? (T)Enum.Parse(typeof(T), text!, ignoreCase: true)
            : throw new FormatException("not one of " + string.Join(", ", Enum.GetNames<T>()));

    public string Route() => TextOrNull() is { } route ? Route(route) : throw new FormatException("empty");

    public IReadOnlyList<string> Routes() => [.. List().Select(Route)];

    public IReadOnlyList<string> List() =>
        text is not null
            ? text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. children.Select(child => (child.Value ?? string.Empty).Trim()).Where(item => item.Length > 0)];

    public double[] Buckets()
    {
        var items = List();
        if (items.Count == 0)
        {
            throw new FormatException("no bounds");
        }

        var bounds = new double[items.Count];
        for (var i = 0; i < bounds.Length; i++)
        {
            bounds[i] = Bound(items[i]);
            if (i > 0 && bounds[i] <= bounds[i - 1])
            {
                throw new FormatException("bounds do not ascend");
            }
        }

        return bounds;
    }

    public string? MetricNamePart() =>
        TextOrNull() is not { } name || LabelPattern().IsMatch(name) ? TextOrNull() : throw new FormatException("not a metric name");

    public IReadOnlyList<KeyValuePair<string, string>> Labels() => IsEmpty ? [] : [.. Pairs().Select(Label)];

    public IReadOnlyList<RequestLabelRule> RequestLabels() =>
        IsEmpty ? [] : [.. Labels().Select(label => RequestLabelRule.Parse(label.Key, label.Value))];

    public IReadOnlyList<KeyValuePair<string, int>> Limits() =>
        IsEmpty ? [] : [.. Pairs().Select(pair => KeyValuePair.Create(pair.Key, (int)From(pair.Value).Number(1, 1_000_000)))];

    // The way of every start: sequences of pairs would be compiled for it, only to hold nothing.
    private bool IsEmpty => string.IsNullOrWhiteSpace(text) && children.Length == 0;

    private static KeyValuePair<string, string> Pair(IConfigurationSection child) =>
        child.Value is { } value
            ? KeyValuePair.Create(child.Key, value)
            : throw new FormatException($"{child.Key} has no value");

    private static bool Is(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.AsSpan().Trim().Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Route(string route) =>
        route.StartsWith('/') && !route.Contains('?', StringComparison.Ordinal) && (route.Length > 1 || route == "/")
            ? route
            : throw new FormatException("does not begin with a slash");

    private static double Bound(string item) =>
        double.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && double.IsFinite(bound) && bound >= 0
            ? bound
            : throw new FormatException($"{item} is not a bound");

    private static KeyValuePair<string, string> Label(KeyValuePair<string, string> pair) =>
        LabelPattern().IsMatch(pair.Key) && pair.Key != "le" && pair.Key != "quantile"
        && !pair.Key.StartsWith("__", StringComparison.Ordinal)
            ? pair
            : throw new FormatException($"{pair.Key} is not a label name");

    private IEnumerable<KeyValuePair<string, string>> Pairs() =>
        text is null ? children.Select(Pair) : List().Select(item => item.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var value]
            ? KeyValuePair.Create(key, value)
            : throw new FormatException($"{item} is not name=value"));

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*$")]
    private static partial Regex LabelPattern();
}
