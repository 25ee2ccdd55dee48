namespace AspNetCorePrometheus.HostingStartup;

/// <summary>An extra label of the request families and where its value comes from.</summary>
/// <param name="Label">The label's name.</param>
/// <param name="Source">Which part of the request holds the value.</param>
/// <param name="Argument">The header, route value, query key or claim type, or the constant itself.</param>
internal sealed record RequestLabelRule(string Label, RequestLabelSource Source, string Argument)
{
    /// <summary>Reads a rule such as <c>header:X-Tenant</c>. Throws <see cref="FormatException"/> if it is none.</summary>
    public static RequestLabelRule Parse(string label, string rule)
    {
        var colon = rule.IndexOf(':', StringComparison.Ordinal);
        var argument = colon < 0 ? string.Empty : rule[(colon + 1)..].Trim();
        var name = (colon < 0 ? rule : rule[..colon]).Trim();
        var known = Enum.TryParse<RequestLabelSource>(name, ignoreCase: true, out var source) && name.All(char.IsAsciiLetter);
        return known && (source == RequestLabelSource.Host || argument.Length > 0)
            ? new(label, source, argument)
            : throw new FormatException($"{rule} is not a rule (header:, route:, query:, host:, claim:, const:)");
    }
}
