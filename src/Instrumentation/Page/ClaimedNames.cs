using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>Every name that a family takes on a page, in either format: its own and those of its samples.</summary>
internal static class ClaimedNames
{
    private static readonly string[] HistogramSuffixes = ["_bucket", "_sum", "_count"];

    /// <param name="family">The family.</param>
    /// <param name="created">Whether the page tells when it began; without, <c>_created</c> is a name as any other.</param>
    public static IEnumerable<string> Of(Family family, bool created)
    {
        string[] names = [family.Name, family.NameIn(ExpositionFormat.OpenMetrics)];
        string[] beginnings = created ? [names[1] + "_created"] : [];
        return family.Type switch
        {
            FamilyType.Histogram => names
                .Concat(names.SelectMany(name => HistogramSuffixes.Select(suffix => name + suffix)))
                .Concat(beginnings)
                .Distinct(),
            FamilyType.Counter => names.Append(names[1] + "_total").Concat(beginnings).Distinct(),
            FamilyType.Info => names.Append(names[1] + "_info").Distinct(),
            _ => names.Distinct(),
        };
    }
}
