namespace AspNetCorePrometheus.Bench.Commands;

/// <summary>What a command costs in the three processes of one start.</summary>
/// <param name="Bare">Without the drop-in.</param>
/// <param name="Again">Without it as well.</param>
/// <param name="With">With it.</param>
/// <param name="InOne">With it, and in the same process without its subscriptions.</param>
internal sealed record CommandCosts(Cost Bare, Cost Again, Cost With, CostsInOne InOne)
{
    /// <summary>Processor time, with to without: to the mean of the two.</summary>
    public double Ratio => 2 * With.Processor / (Bare.Processor + Again.Processor);

    /// <summary>What the two without it differ by.</summary>
    public double NullRatio => Again.Processor / Bare.Processor;
}
