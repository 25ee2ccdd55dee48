namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>Where to push, and how.</summary>
internal sealed record OtlpOptions
{
    /// <value>The address that requests are posted to.</value>
    public required Uri Address { get; init; }

    public OtlpProtocol Protocol { get; init; }

    /// <value>Headers of every request; they may hold secrets and are never written anywhere else.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public bool Compresses { get; init; }

    /// <value>From one push to the next.</value>
    public TimeSpan Interval { get; init; }

    /// <value>For one attempt.</value>
    public TimeSpan Timeout { get; init; }

    /// <value>PEM file with the authorities that are trusted instead of the system's; null for those.</value>
    public string? TrustedFile { get; init; }

    /// <value>PEM files of the certificate and key that the client shows; null for none.</value>
    public string? CertificateFile { get; init; }

    /// <inheritdoc cref="CertificateFile"/>
    public string? KeyFile { get; init; }
}
