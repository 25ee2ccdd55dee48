namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>What a request cost each host in one round.</summary>
/// <param name="Bare">Without the drop-in.</param>
/// <param name="Again">At another host without it.</param>
/// <param name="With">With it.</param>
internal readonly record struct Round(RequestCost Bare, RequestCost Again, RequestCost With)
{
    /// <summary>Processor time, with to without: to the mean of the two.</summary>
    public double Ratio => 2 * With.Microseconds / (Bare.Microseconds + Again.Microseconds);

    /// <summary>Processor time of the two without it.</summary>
    public double NullRatio => Again.Microseconds / Bare.Microseconds;
}
