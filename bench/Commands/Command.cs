using System.Globalization;
using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.Commands;

/// <summary>A command, and what it has cost at each start of the hosts.</summary>
/// <param name="Title">Its row.</param>
/// <param name="Host">The host's name.</param>
/// <param name="Path">Its path in the host.</param>
internal sealed record Command(string Title, string Host, string Path)
{
    public List<HostCosts> Costs { get; } = [];

    public List<CostsInOne> InOne { get; } = [];

    /// <summary>The medians of all starts, and the ranges of the ratios of each start.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Title}
          processor  {Costs.Median(costs => costs.Bare.Microseconds):f1} -> {Costs.Median(costs => costs.With.Microseconds):f1} us, ratio {Costs.MedianAndRange(costs => costs.Ratio)}, without twice {Costs.MedianAndRange(costs => costs.NullRatio)}
                     in one process {InOne.SelectMany(one => one.Ratios).Median():f3} ({InOne.Range(one => one.Ratios.Median())})
          bytes      {Costs.Median(costs => costs.Bare.Bytes):f0}, {Costs.Median(costs => costs.With.Bytes - costs.Bare.Bytes):+0;-0;0}, without twice {Costs.Median(costs => costs.Again.Bytes - costs.Bare.Bytes):+0;-0;0}
                     in one process {InOne.SelectMany(one => one.MoreBytes).Median():+0;-0;0}
        """);
}
