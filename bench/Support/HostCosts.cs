namespace AspNetCorePrometheus.Bench.Support;

/// <summary>What a request or command cost each of three hosts.</summary>
/// <param name="Bare">Without the drop-in.</param>
/// <param name="Again">At another host without it.</param>
/// <param name="With">With it.</param>
public readonly record struct HostCosts(Cost Bare, Cost Again, Cost With)
{
    /// <summary>Processor time, with to without: to the mean of the two.</summary>
    public double Ratio => 2 * With.Microseconds / (Bare.Microseconds + Again.Microseconds);

    /// <summary>Processor time of the two without it.</summary>
    public double NullRatio => Again.Microseconds / Bare.Microseconds;
}
