using System.Globalization;

namespace AspNetCorePrometheus.Bench.Commands;

/// <summary>A command, and what it has cost at each start of the hosts.</summary>
/// <param name="Title">Its row.</param>
/// <param name="Host">The host's name.</param>
/// <param name="Path">Its path in the host.</param>
internal sealed record Command(string Title, string Host, string Path)
{
    public List<CommandCosts> Costs { get; } = [];

    /// <summary>The medians of all starts, and the ranges of the ratios of each start.</summary>
    public override string ToString()
    {
        var inOne = Costs.Select(costs => costs.InOne).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Title}
              processor  {Median(costs => costs.Bare.Processor):f1} -> {Median(costs => costs.With.Processor):f1} us, ratio {RatioOf(costs => costs.Ratio)}, without twice {RatioOf(costs => costs.NullRatio)}
                         in one process {Median(inOne.SelectMany(one => one.Ratios)):f3} ({Range(inOne.Select(one => Median(one.Ratios)))})
              bytes      {Median(costs => costs.Bare.Bytes):f0}, {Median(costs => costs.With.Bytes - costs.Bare.Bytes):+0;-0;0}, without twice {Median(costs => costs.Again.Bytes - costs.Bare.Bytes):+0;-0;0}
                         in one process {Median(inOne.SelectMany(one => one.MoreBytes)):+0;-0;0}
            """);
    }

    private static string Range(IEnumerable<double> values) =>
        string.Create(CultureInfo.InvariantCulture, $"{values.Min():f3} to {values.Max():f3}");

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private double Median(Func<CommandCosts, double> of) => Median(Costs.Select(of));

    private string RatioOf(Func<CommandCosts, double> of) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(of):f3} ({Range(Costs.Select(of))})");
}
