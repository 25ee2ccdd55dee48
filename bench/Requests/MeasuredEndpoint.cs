using System.Globalization;

namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>An endpoint, and what its requests have cost in each process.</summary>
/// <param name="Path">Its path.</param>
internal sealed record MeasuredEndpoint(string Path)
{
    private readonly List<Start> _starts = [];

    /// <summary>Adds the rounds of one process.</summary>
    public void Add(IReadOnlyList<Round> rounds) => _starts.Add(new Start(rounds));

    /// <summary>The medians of all processes, and the ranges of the ratios.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path,-9} CPU {Median(start => start.Of(round => round.Bare.Microseconds)):f2} → {Median(start => start.Of(round => round.With.Microseconds)):f2} µs, ratio {RatioOf(round => round.Ratio)}, without twice {RatioOf(round => round.NullRatio)}; "
        + $"allocated {Median(start => start.Of(round => round.Bare.Bytes)):f1} → {Median(start => start.Of(round => round.With.Bytes)):f1} B, difference {Median(start => start.Of(round => round.With.Bytes - round.Bare.Bytes)):f1}");

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private double Median(Func<Start, double> of) => Median(_starts.Select(of));

    private string RatioOf(Func<Round, double> of) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median(start => start.Of(of)):f3} ({_starts.Min(start => start.Of(of)):f3} to {_starts.Max(start => start.Of(of)):f3})");

    // The median of its rounds: whatever else runs on the machine spoils some of them.
    private sealed record Start(IReadOnlyList<Round> Rounds)
    {
        public double Of(Func<Round, double> of) => Median(Rounds.Select(of));
    }
}
