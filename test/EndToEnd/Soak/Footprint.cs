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

    private static long Middle(IReadOnlyCollection<Footprint> all, Func<Footprint, long> figure) =>
        all.Select(figure).Order().ElementAt(all.Count / 2);

    private static long Status(int process, string name) => long.Parse(
        File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..]
            .Replace("kB", string.Empty, StringComparison.Ordinal),
        CultureInfo.InvariantCulture);
}
