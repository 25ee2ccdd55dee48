namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>What is known of the observable instrument behind a metric.</summary>
internal sealed class ObservedMetric(MetricKey metric)
{
    private bool _hasEnded;

    public MetricKey Metric => metric;

    /// <summary>Whether its meter has ended: the metric does not come back.</summary>
    public bool HasEnded
    {
        get => Volatile.Read(ref _hasEnded);
        set => Volatile.Write(ref _hasEnded, value);
    }
}
