using System.Globalization;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>One line of the page: <c>name{labels} value</c>, with its exemplar in OpenMetrics.</summary>
/// <param name="Name">The sample's name.</param>
/// <param name="Labels">All of its labels.</param>
/// <param name="Value">Its value.</param>
/// <param name="Exemplar">The labels of its exemplar; null if it has none.</param>
/// <param name="ExemplarValue">What its exemplar measured.</param>
internal sealed record Sample(
    string Name, IReadOnlyDictionary<string, string> Labels, double Value, string? Exemplar = null, double ExemplarValue = 0)
{
    /// <summary>Name and labels in a fixed order: what makes it a series.</summary>
    public string Series => $"{Name}{{{string.Join(',', Labels.OrderBy(label => label.Key, StringComparer.Ordinal)
        .Select(label => $"{label.Key}=\"{label.Value}\""))}}}";

    /// <summary>Whether it has all of these labels; an empty value stands for none, as in PromQL.</summary>
    public bool Has(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        foreach (var (name, value) in labels)
        {
            if (Labels.GetValueOrDefault(name, string.Empty) != value)
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Series} {Value}");
}
