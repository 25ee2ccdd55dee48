namespace AspNetCorePrometheus.Instrumentation.RuntimeMetrics;

/// <summary>
/// Garbage collections by the generation that was collected. The runtime counts a collection in every younger generation too, and
/// counts on between two looks at it: a difference that is smaller than before is left as it was, since a counter that falls has
/// begun anew for Prometheus.
/// </summary>
/// <param name="count">Collections of a generation and of all above it.</param>
internal sealed class CollectionCounts(Func<int, int> count)
{
    private readonly long[] _counts = new long[GC.MaxGeneration + 1];

    /// <summary>The counts as they are now, from the oldest generation to the youngest. Not thread-safe.</summary>
    public ReadOnlySpan<long> Read()
    {
        var higher = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            var all = count(_counts.Length - 1 - i);
            _counts[i] = Math.Max(_counts[i], all - higher);
            higher = all;
        }

        return _counts;
    }
}
