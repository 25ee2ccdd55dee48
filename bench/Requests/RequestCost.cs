using System.Globalization;

namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>What one request cost the server, on average over a round.</summary>
internal readonly record struct RequestCost(double Microseconds, double Bytes)
{
    public static void Print(string path, List<RequestCost> bare, List<RequestCost> with)
    {
        var ratio = Median(bare.Zip(with, (without, measured) => measured.Microseconds / without.Microseconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{path,-9} CPU {Median(bare.Select(cost => cost.Microseconds)),6:f2} → {Median(with.Select(cost => cost.Microseconds)),6:f2} µs, ratio {ratio:f3}; "
            + $"allocated {Median(bare.Select(cost => cost.Bytes)),7:f1} → {Median(with.Select(cost => cost.Bytes)),7:f1} B, difference {Median(bare.Zip(with, (without, measured) => measured.Bytes - without.Bytes)):f1}"));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
