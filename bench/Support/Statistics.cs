using System.Globalization;

namespace AspNetCorePrometheus.Bench.Support;

/// <summary>What is told of a value that was measured several times.</summary>
public static class Statistics
{
    /// <summary>The middle value; of an even number the upper one of the two.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <inheritdoc cref="Median(IEnumerable{double})"/>
    public static double Median<T>(this IEnumerable<T> measured, Func<T, double> value) => measured.Select(value).Median();

    /// <summary>The least to the most.</summary>
    public static string Range<T>(this IEnumerable<T> measured, Func<T, double> value) =>
        string.Create(CultureInfo.InvariantCulture, $"{measured.Min(value):f3} to {measured.Max(value):f3}");

    /// <summary>The median, and the range in brackets.</summary>
    public static string MedianAndRange<T>(this IEnumerable<T> measured, Func<T, double> value) =>
        string.Create(CultureInfo.InvariantCulture, $"{measured.Median(value):f3} ({measured.Range(value)})");
}
