using System.Globalization;
using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.StartUp;

/// <summary>Medians and their ratio, with the ratio of the fastest runs beside it, as machines are noisy in one direction.</summary>
internal static class Report
{
    public static void Print(string what, List<FirstAnswer> bare, List<FirstAnswer> with, Func<FirstAnswer, double> value)
    {
        var (without, measured) = (bare.Median(value), with.Median(value));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-26} bare {without,7:f1}  with {measured,7:f1}  ratio {measured / without:f3}  (fastest {with.Min(value) / bare.Min(value):f3})"));
    }
}
