using System.Globalization;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>What a histogram demands of the samples that have all labels but <c>le</c> in common.</summary>
internal static class HistogramRules
{
    /// <summary>Throws <see cref="PageFormatException"/> if a histogram of the family breaks a rule.</summary>
    public static void Check(Family family, bool openMetrics, bool anyNumbers)
    {
        foreach (var point in family.Samples.GroupBy(sample => FamilyRules.Point(family, sample)))
        {
            var samples = point.ToLookup(sample => sample.Name[family.Name.Length..]);
            var buckets = samples["_bucket"].Select(bucket => new HistogramBucket(Bound(bucket), bucket)).ToList();
            CheckBuckets(family, buckets, openMetrics);
            CheckSum(family, buckets, [.. samples["_sum"]], [.. samples["_count"]], openMetrics, anyNumbers);
        }
    }

    private static void CheckBuckets(Family family, List<HistogramBucket> buckets, bool openMetrics)
    {
        var pairs = buckets.Zip(buckets.Skip(1)).ToList();
        FamilyRules.Demand(pairs.TrueForAll(pair => pair.First.Bound < pair.Second.Bound), "bounds do not ascend", family);
        FamilyRules.Demand(
            buckets.TrueForAll(bucket => bucket.Value >= 0 && double.IsInteger(bucket.Value)), "bucket that is no count", family);
        FamilyRules.Demand(pairs.TrueForAll(pair => pair.First.Value <= pair.Second.Value), "buckets not cumulative", family);
        FamilyRules.Demand(
            buckets.Count > 0 && double.IsPositiveInfinity(buckets[^1].Bound), "no +Inf bucket", family);
        FamilyRules.Demand(
            !openMetrics || buckets.TrueForAll(bucket => bucket.Sample.Labels["le"] == CanonicalText.Of(bucket.Bound)),
            "le is not canonical",
            family);
        var below = double.NegativeInfinity;
        foreach (var bucket in buckets)
        {
            FamilyRules.Demand(
                bucket.Sample.Exemplar is null || IsWithin(bucket.Sample.ExemplarValue, below, bucket.Bound),
                "exemplar outside its bucket",
                family);
            below = bucket.Bound;
        }
    }

    private static bool IsWithin(double value, double below, double bound) =>
        value <= bound && (value > below || double.IsNegativeInfinity(below));

    private static void CheckSum(
        Family family, List<HistogramBucket> buckets, Sample[] sums, Sample[] counts, bool openMetrics, bool anyNumbers)
    {
        // Without a bound below zero the sum is not a counter only if something below zero, which is in the first bucket, or NaN,
        // which is in the last, was measured.
        var hasNegative = buckets[0].Bound < 0;
        var last = buckets.Count > 1 ? buckets[^1].Value - buckets[^2].Value : buckets[^1].Value;
        if (openMetrics && (hasNegative || (anyNumbers && sums is [] && (buckets[0].Value > 0 || last > 0))))
        {
            FamilyRules.Demand(sums is [] && counts is [], "_sum or _count where none may be", family);
            return;
        }

        FamilyRules.Demand(sums is [_], "no _sum", family);
        FamilyRules.Demand(!openMetrics || sums[0].Value >= 0, "_sum that is no counter", family);
        FamilyRules.Demand(
            counts is [var count] && count.Value.Equals(buckets[^1].Value), "_count is not the last bucket", family);
    }

    private static double Bound(Sample bucket) => bucket.Labels.GetValueOrDefault("le") switch
    {
        "+Inf" => double.PositiveInfinity,
        { } bound => double.Parse(bound, NumberStyles.Float, CultureInfo.InvariantCulture),
        null => throw new PageFormatException("bucket without le", bucket.Series),
    };
}
