using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.Commands;

/// <summary>Rounds of one process, each with the drop-in's subscriptions and without them.</summary>
/// <param name="With">What a command cost with them.</param>
/// <param name="Without">What it cost without them just before or after, in the order of the rounds.</param>
internal sealed record CostsInOne(IReadOnlyList<Cost> With, IReadOnlyList<Cost> Without)
{
    /// <summary>Processor time, with to without, of each round.</summary>
    public IEnumerable<double> Ratios => With.Zip(Without, (with, without) => with.Microseconds / without.Microseconds);

    /// <summary>Allocated bytes more, of each round.</summary>
    public IEnumerable<double> MoreBytes => With.Zip(Without, (with, without) => with.Bytes - without.Bytes);
}
