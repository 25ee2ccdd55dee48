using System.Diagnostics.Metrics;

namespace Features;

/// <summary>A gauge of the application's whose callback fails.</summary>
public sealed class FaultyMetrics
{
    public FaultyMetrics(IMeterFactory meters) => meters.Create("Features").CreateObservableGauge("features.faulty", Value);

    private static int Value() => throw new InvalidOperationException("no value");
}
