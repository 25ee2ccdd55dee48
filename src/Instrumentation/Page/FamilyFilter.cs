using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// The families that a scraper asked for, as <c>name[]</c> does for the client libraries of Prometheus: by the name of the family or
/// of one of its samples.
/// </summary>
/// <remarks>Filters that ask for the same names are equal, so that their pages may be shared.</remarks>
internal sealed class FamilyFilter : IEquatable<FamilyFilter>
{
    private readonly SortedSet<string> _names;

    private FamilyFilter(IEnumerable<string> names) => _names = new SortedSet<string>(names, StringComparer.Ordinal);

    /// <summary>The filter of these names; null if none is given, for every family.</summary>
    public static FamilyFilter? Of(IEnumerable<string?> names)
    {
        var given = names.Where(name => !string.IsNullOrEmpty(name)).Cast<string>().ToArray();
        return given.Length == 0 ? null : new FamilyFilter(given);
    }

    public bool Includes(Family family) => ClaimedNames.Of(family, created: true).Any(_names.Contains);

    public bool Equals(FamilyFilter? other) => other is not null && _names.SetEquals(other._names);

    public override bool Equals(object? obj) => Equals(obj as FamilyFilter);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var name in _names)
        {
            hash.Add(name, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }
}
