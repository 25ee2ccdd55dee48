namespace AspNetCorePrometheus.Instrumentation.Serving.Guards;

/// <summary>How many scrapes were refused, by reason, by all hosts of the process.</summary>
internal sealed class DeniedScrapes
{
    private static readonly string[] Words = ["network", "missing_credential", "wrong_credential", "busy", "unusable_guard"];

    private readonly long[] _counts = new long[Words.Length];

    /// <summary>The label values, in the order of the counts.</summary>
    public static IReadOnlyList<string> Reasons => Words;

    public void Add(DenialReason reason) => Interlocked.Increment(ref _counts[(int)reason]);

    public long Count(int reason) => Interlocked.Read(ref _counts[reason]);
}
