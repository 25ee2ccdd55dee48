using System.Globalization;

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

    /// <summary>Throws <see cref="PageFormatException"/> if the family breaks a rule of its type.</summary>
    public static void Check(Family family, bool openMetrics)
    {
        Demand(family.Type is not null, "no TYPE line", family);
        var types = openMetrics ? OpenMetricsTypes : TextTypes;
        Demand(types.Contains(family.Type), $"unknown type {family.Type}", family);
        Demand(family.Samples.Count > 0, "no samples", family);
        Demand(
            string.IsNullOrEmpty(family.Unit) || family.Name.EndsWith("_" + family.Unit, StringComparison.Ordinal),
            $"unit {family.Unit} is not the name's end",
            family);
        switch (family.Type)
        {
            case "counter":
                Demand(family.Samples.TrueForAll(sample => sample.Value >= 0), "negative or undefined counter", family);
                var hasSuffix = family.Name.EndsWith("_total", StringComparison.Ordinal);
                Demand(openMetrics != hasSuffix, openMetrics ? "family with _total" : "counter without _total", family);
                break;
            case "info":
                Demand(family.Samples.TrueForAll(sample => sample.Value.Equals(1)), "info that is not 1", family);
                break;
            case "histogram":
                CheckHistogram(family);
                break;
        }

        Demand(
            family.Samples.TrueForAll(sample => sample.Exemplar is null || family.Type is "counter"
                || sample.Name.EndsWith("_bucket", StringComparison.Ordinal)),
            "exemplar on a sample that cannot have one",
            family);
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

    private static void CheckHistogram(Family family)
    {
        var points = family.Samples.GroupBy(sample => new Sample(
            family.Name, sample.Labels.Where(label => label.Key != "le").ToDictionary(), 0).Series);
        foreach (var point in points)
        {
            var buckets = point.Where(sample => sample.Name == family.Name + "_bucket").ToList();
            var bounds = buckets.Select(Bound).ToList();
            Demand(bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second), "bounds do not ascend", family);
            Demand(
                buckets.Zip(buckets.Skip(1)).All(pair => pair.First.Value <= pair.Second.Value),
                "buckets not cumulative",
                family);
            Demand(bounds.Count > 0 && double.IsPositiveInfinity(bounds[^1]), "no +Inf bucket", family);
            var counts = point.Where(sample => sample.Name == family.Name + "_count").ToList();
            Demand(
                counts is [var count] && count.Value.Equals(buckets[^1].Value),
                "_count is not the last bucket",
                family);
            Demand(point.Count(sample => sample.Name == family.Name + "_sum") == 1, "no _sum", family);
        }
    }

    private static double Bound(Sample bucket) => bucket.Labels.GetValueOrDefault("le") switch
    {
        "+Inf" => double.PositiveInfinity,
        { } bound => double.Parse(bound, NumberStyles.Float, CultureInfo.InvariantCulture),
        null => throw new PageFormatException("bucket without le", bucket.Series),
    };

    private static void Demand(bool holds, string reason, Family family)
    {
        if (!holds)
        {
            throw new PageFormatException(reason, $"{family.Name}\n{string.Join('\n', family.Samples)}");
        }
    }
}
