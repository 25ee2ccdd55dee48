using System.Globalization;

namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>An endpoint, and what its requests have cost at each start of the servers.</summary>
/// <param name="Path">Its path.</param>
internal sealed record MeasuredEndpoint(string Path)
{
    private readonly List<Start> _starts = [];

    /// <summary>
    /// Adds the rounds of one start: the lower quartile of their processor time, as everything else on the machine only adds to a round.
    /// </summary>
    /// <param name="bare">Of the server without the drop-in.</param>
    /// <param name="again">Of another one without it.</param>
    /// <param name="with">Of the one with it.</param>
    public void Add(IEnumerable<RequestCost> bare, IEnumerable<RequestCost> again, IEnumerable<RequestCost> with) =>
        _starts.Add(new Start(CostOf(bare), CostOf(again), CostOf(with)));

    /// <summary>The medians of all starts, and the ranges of the ratios.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path,-9} CPU {Median(start => start.Bare.Microseconds):f2} → {Median(start => start.With.Microseconds):f2} µs, ratio {RatioOf(start => start.Ratio)}, without twice {RatioOf(start => start.NullRatio)}; "
        + $"allocated {Median(start => start.Bare.Bytes):f1} → {Median(start => start.With.Bytes):f1} B, difference {Median(start => start.With.Bytes - start.Bare.Bytes):f1}");

    private static RequestCost CostOf(IEnumerable<RequestCost> costs) => new(
        costs.Select(cost => cost.Microseconds).Order().ElementAt(costs.Count() / 4), Median(costs.Select(cost => cost.Bytes)));

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private double Median(Func<Start, double> of) => Median(_starts.Select(of));

    private string RatioOf(Func<Start, double> of) => string.Create(
        CultureInfo.InvariantCulture, $"{Median(of):f3} ({_starts.Min(of):f3} to {_starts.Max(of):f3})");

    private sealed record Start(RequestCost Bare, RequestCost Again, RequestCost With)
    {
        // To the mean of the two without it.
        public double Ratio => 2 * With.Microseconds / (Bare.Microseconds + Again.Microseconds);

        public double NullRatio => Again.Microseconds / Bare.Microseconds;
    }
}
