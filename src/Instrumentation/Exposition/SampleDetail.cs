namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>What a series of a counter or histogram may have besides labels and value.</summary>
/// <param name="Created">When it began, in milliseconds since the epoch; 0 for not known.</param>
/// <param name="Exemplars">One for a counter, one for each bucket of a histogram.</param>
/// <param name="Native">The exponential buckets of a histogram that has them; they hold as many measurements as the others.</param>
internal readonly record struct SampleDetail(
    long Created = 0, ExemplarSlots? Exemplars = null, ExponentialBuckets? Native = null);
