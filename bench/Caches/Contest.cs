using System.Globalization;
using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.Caches;

/// <summary>The same operation without and with the drop-in, turn by turn, so that a slow moment of the machine meets both.</summary>
internal static class Contest
{
    private const int Warmup = 3;

    public static void Print(string name, Func<int, Task> bare, Func<int, Task> with, int count, int rounds, int threads = 1)
    {
        var withouts = new List<Measurement>();
        var measured = new List<Measurement>();
        for (var round = -Warmup; round < rounds; round++)
        {
            var one = Measurement.Of(bare, count, threads);
            var other = Measurement.Of(with, count, threads);
            if (round >= 0)
            {
                withouts.Add(one);
                measured.Add(other);
            }
        }

        var (bareTime, withTime) = (withouts.Median(cost => cost.Nanoseconds), measured.Median(cost => cost.Nanoseconds));
        var (bareBytes, withBytes) = (withouts.Median(cost => cost.Bytes), measured.Median(cost => cost.Bytes));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-44} {bareTime,8:F0} {withTime,8:F0} {withTime - bareTime,8:F0} ns   {bareBytes,6:F0} {withBytes,6:F0} {withBytes - bareBytes,6:F1} B"));
    }
}
