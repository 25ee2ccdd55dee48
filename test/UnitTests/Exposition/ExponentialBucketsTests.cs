using AspNetCorePrometheus.Instrumentation.Exposition;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class ExponentialBucketsTests
{
    [Fact]
    public void A_magnitude_lies_above_the_bound_before_its_bucket_and_not_above_its_own() => Prop.ForAll(
        Magnitudes, Gen.Choose(-4, 8).ToArbitrary(), (value, schema) =>
        {
            var index = ExponentialBuckets.IndexOf(value, schema);
            return value <= Bound(index, schema) * 1.000001 && value > Bound(index - 1, schema) / 1.000001;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(0.5, -1)]
    [InlineData(3, 2)]
    [InlineData(1.0000001, 1)]
    public void Powers_of_two_are_upper_bounds(double value, int indexAtSchema0)
    {
        Assert.Equal(indexAtSchema0, ExponentialBuckets.IndexOf(value, 0));
        if (Math.Log2(value) % 1 == 0)
        {
            Assert.Equal(indexAtSchema0 << 8, ExponentialBuckets.IndexOf(value, 8));
        }
    }

    [Fact]
    public void Every_measurement_is_in_one_bucket_whatever_was_measured_before() => Prop.ForAll(
        Awkward.Doubles.Generator.ListOf().ToArbitrary(), values =>
        {
            var buckets = Of(values);
            return Count(buckets) == values.Count(value => !double.IsNaN(value))
                && buckets.Schema is >= -4 and <= 8
                && Placed(buckets, values.Where(value => value > ExponentialBuckets.ZeroThreshold), buckets.Positive)
                && Placed(buckets, values.Where(value => value < -ExponentialBuckets.ZeroThreshold).Select(value => -value), buckets.Negative);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Two_series_added_up_are_the_series_of_both() => Prop.ForAll(
        Awkward.Doubles.Generator.ListOf().ToArbitrary(), Awkward.Doubles.Generator.ListOf().ToArbitrary(), (some, others) =>
        {
            var sum = Of(some);
            sum.Add(Of(others));
            var both = Of(some.Concat(others));
            return Count(sum) == Count(both) && sum.Schema == both.Schema
                && Text(sum.Positive) == Text(both.Positive) && Text(sum.Negative) == Text(both.Negative);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Resolution_falls_as_the_range_grows_and_memory_stays_bounded()
    {
        var buckets = new ExponentialBuckets();
        buckets.Record(1);
        buckets.Record(1.2);
        Assert.Equal(8, buckets.Schema);
        buckets.Record(900);
        Assert.Equal(4, buckets.Schema);
        buckets.Record(1e-30);
        buckets.Record(double.PositiveInfinity);

        Assert.InRange(buckets.Schema, -4, 0);
        Assert.InRange(buckets.Positive.Length, 1, ExponentialBuckets.MostBuckets);
        Assert.Equal(5, Count(buckets));
    }

    [Fact]
    public void A_cleared_series_is_a_new_one()
    {
        var buckets = Of([1e-30, 1e30, -5, 0]);
        buckets.Clear();
        Assert.Equal((8, 0), (buckets.Schema, Count(buckets)));
        buckets.Record(3);
        Assert.Equal((ExponentialBuckets.IndexOf(3, 8), 1, 1), (buckets.Positive.First, buckets.Positive.Length, buckets.Positive[0]));
    }

    private static Arbitrary<double> Magnitudes { get; } = Awkward.Doubles.Generator
        .Select(Math.Abs)
        .Where(value => double.IsFinite(value) && value > ExponentialBuckets.ZeroThreshold && value < 1e300)
        .ToArbitrary();

    private static double Bound(int index, int schema) => Math.Pow(2, index * Math.Pow(2, -schema));

    private static bool Placed(ExponentialBuckets buckets, IEnumerable<double> magnitudes, BucketRange range) => magnitudes
        .GroupBy(value => ExponentialBuckets.IndexOf(value, buckets.Schema))
        .All(group => range[group.Key - range.First] == group.Count());

    private static ExponentialBuckets Of(IEnumerable<double> values)
    {
        var buckets = new ExponentialBuckets();
        foreach (var value in values)
        {
            buckets.Record(value);
        }

        return buckets;
    }

    private static long Count(ExponentialBuckets buckets) => buckets.ZeroCount + Sum(buckets.Positive) + Sum(buckets.Negative);

    private static long Sum(BucketRange range) => Enumerable.Range(0, range.Length).Sum(place => range[place]);

    private static string Text(BucketRange range) => string.Join(' ', Enumerable.Range(0, range.Length)
        .Where(place => range[place] > 0)
        .Select(place => $"{range.First + place}:{range[place]}"));
}
