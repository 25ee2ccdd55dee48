namespace AspNetCorePrometheus.Instrumentation.Self;

/// <summary>What one scrape came to.</summary>
/// <param name="Seconds">Time to collect and write.</param>
/// <param name="Bytes">Size of the page.</param>
/// <param name="Series">Sample lines on the page, or in what was pushed.</param>
internal sealed record ScrapeFigures(double Seconds, long Bytes, long Series);
