using System.Globalization;

namespace AspNetCorePrometheus.EndToEnd.Soak;

/// <summary>What a process holds of the machine at one moment.</summary>
/// <param name="Bytes">Resident memory.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Footprint(long Bytes, long Handles, long Threads)
{
    public static Footprint Of(int process) => new(
        1024 * Status(process, "VmRSS"),
        Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").LongCount(),
        Status(process, "Threads"));

    /// <summary>The middle of several, figure by figure.</summary>
    public static Footprint Median(IReadOnlyCollection<Footprint> all) => new(
        Middle(all, one => one.Bytes), Middle(all, one => one.Handles), Middle(all, one => one.Threads));

    /// <summary>How many bytes the straight line through all, by least squares, rises from the first to the last.</summary>
    public static double RiseOf(IReadOnlyList<Footprint> all)
    {
        var middle = (all.Count - 1) / 2.0;
        var mean = all.Average(one => one.Bytes);
        var along = all.Select((one, i) => (i - middle) * (one.Bytes - mean)).Sum();
        return (all.Count - 1) * along / all.Select((_, i) => (i - middle) * (i - middle)).Sum();
    }

    private static long Middle(IReadOnlyCollection<Footprint> all, Func<Footprint, long> figure) =>
        all.Select(figure).Order().ElementAt(all.Count / 2);

    private static long Status(int process, string name) => long.Parse(
        File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..]
            .Replace("kB", string.Empty, StringComparison.Ordinal),
        CultureInfo.InvariantCulture);
}
