using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>Every name that a family takes on a page, in either format: its own and those of its samples.</summary>
internal static class ClaimedNames
{
    private static readonly string[] HistogramSuffixes = ["_bucket", "_sum", "_count", "_created"];

    public static IEnumerable<string> Of(Family family)
    {
        string[] names = [family.Name, family.NameIn(ExpositionFormat.OpenMetrics)];
        return family.Type switch
        {
            FamilyType.Histogram => names.Concat(names.SelectMany(name => HistogramSuffixes.Select(suffix => name + suffix))).Distinct(),
            FamilyType.Counter => names.Append(names[1] + "_total").Append(names[1] + "_created").Distinct(),
            FamilyType.Info => names.Append(names[1] + "_info").Distinct(),
            _ => names.Distinct(),
        };
    }
}
