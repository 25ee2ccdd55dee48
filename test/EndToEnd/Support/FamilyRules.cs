namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>What each type of family demands of its samples.</summary>
internal static class FamilyRules
{
    private static readonly string[] TextTypes = ["counter", "gauge", "histogram", "summary", "untyped"];
    private static readonly string[] OpenMetricsTypes =
        ["counter", "gauge", "histogram", "gaugehistogram", "summary", "info", "stateset", "unknown"];

    /// <summary>Whether a sample of this name may stand below the family's metadata.</summary>
    public static bool Owns(Family family, string sample, bool openMetrics) =>
        sample.StartsWith(family.Name, StringComparison.Ordinal)
        && Suffixes(family.Type, openMetrics).Contains(sample[family.Name.Length..]);

    /// <summary>What samples of one series of the family have in common: all labels but those of their type.</summary>
    public static string Point(Family family, Sample sample) => family.Type is not "histogram"
        ? sample.Series[sample.Name.Length..]
        : new Sample(string.Empty, sample.Labels.Where(label => label.Key != "le").ToDictionary(), 0).Series;

    /// <summary>Throws <see cref="PageFormatException"/> if the family breaks a rule of its type.</summary>
    /// <param name="family">The family.</param>
    /// <param name="openMetrics">The rules of which format hold.</param>
    /// <param name="anyNumbers">Whether any numbers may have been measured, as <see cref="PageParser.ParseAny"/> has it.</param>
    public static void Check(Family family, bool openMetrics, bool anyNumbers)
    {
        Demand(family.Type is not null, "no TYPE line", family);
        var types = openMetrics ? OpenMetricsTypes : TextTypes;
        Demand(types.Contains(family.Type), $"unknown type {family.Type}", family);
        Demand(family.Samples.Count > 0, "no samples", family);
        Demand(
            string.IsNullOrEmpty(family.Unit) || family.Name.EndsWith("_" + family.Unit, StringComparison.Ordinal),
            $"unit {family.Unit} is not the name's end",
            family);
        Demand(!openMetrics || PointsAreWhole(family), "samples of one series are not in one piece", family);
        switch (family.Type)
        {
            case "counter":
                Demand(
                    (anyNumbers && !openMetrics) || family.Samples.TrueForAll(sample => sample.Value >= 0),
                    "negative or undefined counter",
                    family);
                var hasSuffix = family.Name.EndsWith("_total", StringComparison.Ordinal);
                Demand(openMetrics != hasSuffix, openMetrics ? "family with _total" : "counter without _total", family);
                break;
            case "info":
                Demand(family.Samples.TrueForAll(sample => sample.Value.Equals(1)), "info that is not 1", family);
                break;
            case "histogram":
                HistogramRules.Check(family, openMetrics, anyNumbers);
                break;
        }

        Demand(
            family.Samples.TrueForAll(sample => sample.Exemplar is null || TakesExemplar(family, sample)),
            "exemplar on a sample that cannot have one",
            family);
    }

    /// <summary>Throws <see cref="PageFormatException"/> for the family unless the condition holds.</summary>
    public static void Demand(bool holds, string reason, Family family)
    {
        if (!holds)
        {
            throw new PageFormatException(reason, $"{family.Name}\n{string.Join('\n', family.Samples)}");
        }
    }

    private static string[] Suffixes(string? type, bool openMetrics) => (type, openMetrics) switch
    {
        ("histogram", false) => ["_bucket", "_sum", "_count"],
        ("histogram", true) => ["_bucket", "_sum", "_count", "_created"],
        ("summary", _) => ["", "_sum", "_count"],
        ("counter", true) => ["_total", "_created"],
        ("info", true) => ["_info"],
        _ => [""],
    };

    private static bool TakesExemplar(Family family, Sample sample) => (family.Type, sample.Name[family.Name.Length..]) switch
    {
        ("counter", "_total") or ("histogram", "_bucket") => true,
        _ => false,
    };

    private static bool PointsAreWhole(Family family)
    {
        var points = family.Samples.Select(sample => Point(family, sample)).ToList();
        var runs = 1 + points.Zip(points.Skip(1)).Count(pair => pair.First != pair.Second);
        return runs == points.Distinct().Count();
    }
}
