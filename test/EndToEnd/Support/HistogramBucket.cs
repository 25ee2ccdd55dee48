namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A bucket with its upper bound.</summary>
internal sealed record HistogramBucket(double Bound, Sample Sample)
{
    public double Value => Sample.Value;
}
