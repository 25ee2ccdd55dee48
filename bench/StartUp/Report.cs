using System.Globalization;

namespace AspNetCorePrometheus.Bench.StartUp;

/// <summary>Medians and their ratio, with the ratio of the fastest runs beside it, as machines are noisy in one direction.</summary>
internal static class Report
{
    public static void Print(string what, List<FirstAnswer> bare, List<FirstAnswer> with, Func<FirstAnswer, double> value)
    {
        double[] without = [.. bare.Select(value).Order()];
        double[] measured = [.. with.Select(value).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-26} bare {Median(without),7:f1}  with {Median(measured),7:f1}  ratio {Median(measured) / Median(without):f3}  (fastest {measured[0] / without[0]:f3})"));
    }

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];
}
