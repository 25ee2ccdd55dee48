namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>What became of a request.</summary>
/// <param name="Problem">Why not all of it was taken, without anything that differs from time to time; null if all was.</param>
/// <param name="IsPassing">Whether the same request may be taken later.</param>
/// <param name="Wait">How long the receiver asks to wait before that; zero if it does not say.</param>
internal sealed record OtlpAnswer(string? Problem = null, bool IsPassing = false, TimeSpan Wait = default)
{
    public static OtlpAnswer Taken { get; } = new();
}
