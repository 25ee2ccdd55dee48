namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A parsed page and the questions that tests ask of it.</summary>
internal sealed class Page(string text, IReadOnlyList<Family> families)
{
    private readonly Dictionary<string, Family> _families = families.ToDictionary(family => family.Name);

    private readonly ILookup<string, Sample> _samples =
        families.SelectMany(family => family.Samples).ToLookup(sample => sample.Name);

    public string Text { get; } = text;

    public IReadOnlyList<Family> Families { get; } = families;

    public IEnumerable<string> FamilyNames => _families.Keys;

    /// <summary>The family of this name, as in its TYPE line. Throws if there is none.</summary>
    public Family Family(string name) =>
        _families.GetValueOrDefault(name)
        ?? throw new KeyNotFoundException($"No family {name} among {string.Join(", ", FamilyNames)}");

    public bool HasFamily(string name) => _families.ContainsKey(name);

    public IReadOnlyList<Sample> Samples(string name) => [.. _samples[name]];

    public bool Has(string name, params (string Name, string Value)[] labels) =>
        _samples[name].Any(sample => sample.Has(labels));

    /// <summary>The value of the one sample with these labels, among others. Throws if it is not one.</summary>
    public double Value(string name, params (string Name, string Value)[] labels)
    {
        var found = _samples[name].Where(sample => sample.Has(labels)).ToList();
        return found is [var single]
            ? single.Value
            : throw new InvalidOperationException(
                $"{found.Count} samples of {name} have {string.Join(", ", labels)}; all of {name}:\n"
                + string.Join('\n', _samples[name]));
    }

    /// <summary>The sum of all samples that have these labels; 0 if there are none.</summary>
    public double Sum(string name, params (string Name, string Value)[] labels) =>
        Sum(name, sample => sample.Has(labels));

    public double Sum(string name, Func<Sample, bool> matches) =>
        _samples[name].Where(matches).Sum(sample => sample.Value);

    /// <summary>The distinct values of a label over all samples of this name.</summary>
    public IReadOnlyList<string> LabelValues(string name, string label) =>
    [
        .. _samples[name].Select(sample => sample.Labels.GetValueOrDefault(label, string.Empty))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
