namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Takes the series of a family: the page itself, or a sum over several streams.</summary>
internal interface ISampleSink
{
    /// <summary>Whether details are of use; who has to look them up need not do so otherwise.</summary>
    bool TakesDetails { get; }

    void Sample(LabelSet labels, long value, in SampleDetail detail = default);

    void Sample(LabelSet labels, double value, in SampleDetail detail = default);

    /// <summary>A histogram's series.</summary>
    /// <param name="labels">The labels without <c>le</c>.</param>
    /// <param name="bounds">The upper bounds but the infinite one.</param>
    /// <param name="bucketCounts">Counts of each bucket, not cumulative, the infinite one last.</param>
    /// <param name="sum">The sum of all measurements, in the family's unit.</param>
    /// <param name="detail">What else there is to tell.</param>
    void Histogram(
        LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum, in SampleDetail detail = default);
}
