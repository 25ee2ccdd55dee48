namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>A page grew beyond the bytes it may have.</summary>
internal sealed class PageTooLargeException(long maxBytes)
    : Exception($"The page is larger than {maxBytes} bytes (MaxScrapeBytes).")
{
    /// <summary>The limit in bytes.</summary>
    public long MaxBytes { get; } = maxBytes;
}
