namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>What a histogram has besides its classic buckets.</summary>
/// <param name="HasExemplars">Whether sampled traces leave exemplars.</param>
/// <param name="IsNative">Whether it has exponential buckets too.</param>
internal readonly record struct HistogramForm(bool HasExemplars, bool IsNative);
