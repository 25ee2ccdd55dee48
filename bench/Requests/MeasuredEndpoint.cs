using System.Globalization;
using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>An endpoint, and what its requests have cost in each process.</summary>
/// <param name="Path">Its path.</param>
internal sealed record MeasuredEndpoint(string Path)
{
    private readonly List<IReadOnlyList<HostCosts>> _starts = [];

    /// <summary>Adds the rounds of one process.</summary>
    public void Add(IReadOnlyList<HostCosts> rounds) => _starts.Add(rounds);

    /// <summary>The medians of all processes, and the ranges of the ratios.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path,-9} CPU {Median(round => round.Bare.Microseconds):f2} → {Median(round => round.With.Microseconds):f2} µs, ratio {RatioOf(round => round.Ratio)}, without twice {RatioOf(round => round.NullRatio)}; "
        + $"allocated {Median(round => round.Bare.Bytes):f1} → {Median(round => round.With.Bytes):f1} B, difference {Median(round => round.With.Bytes - round.Bare.Bytes):f1}");

    // Of each process the median of its rounds: whatever else runs on the machine spoils some of them.
    private double Median(Func<HostCosts, double> of) => _starts.Median(rounds => rounds.Median(of));

    private string RatioOf(Func<HostCosts, double> of) => _starts.MedianAndRange(rounds => rounds.Median(of));
}
