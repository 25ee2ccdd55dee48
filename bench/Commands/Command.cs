using System.Globalization;

namespace AspNetCorePrometheus.Bench.Commands;

/// <summary>A command, and what it has cost at each start of the hosts.</summary>
/// <param name="Title">Its row.</param>
/// <param name="Host">The host's name.</param>
/// <param name="Path">Its path in the host.</param>
internal sealed record Command(string Title, string Host, string Path)
{
    public List<CommandCosts> Costs { get; } = [];

    /// <summary>The medians of all starts, and the range of the ratios.</summary>
    public override string ToString()
    {
        var ratios = Costs.Select(costs => costs.Ratio).Order().ToList();
        var bytes = Median(costs => costs.Bare.Bytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Title,-39} CPU {Median(costs => costs.Bare.Processor),6:f1} -> {Median(costs => costs.With.Processor),6:f1} us, ratio {Median(costs => costs.Ratio):f3} ({ratios[0]:f3} to {ratios[^1]:f3}), without twice {Median(costs => costs.NullRatio):f3}   bytes {bytes,6:f0}, {Median(costs => costs.With.Bytes - costs.Bare.Bytes):+0;-0;0}, without twice {Median(costs => costs.Again.Bytes - costs.Bare.Bytes):+0;-0;0}");
    }

    private double Median(Func<CommandCosts, double> of) => Costs.Select(of).Order().ElementAt(Costs.Count / 2);
}
