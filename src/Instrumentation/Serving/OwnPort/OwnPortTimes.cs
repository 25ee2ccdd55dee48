namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>How long a client may take at the own port.</summary>
/// <param name="Head">From the connection, or the first byte of a later request, to the end of its headers; TLS included.</param>
/// <param name="Idle">From an answer to the first byte of the next request.</param>
/// <param name="Answer">For a client to take its answer, from the first byte on.</param>
internal sealed record OwnPortTimes(TimeSpan Head, TimeSpan Idle, TimeSpan Answer)
{
    /// <value>Idle: longer than scrape intervals usually are.</value>
    public static OwnPortTimes Usual { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(30));
}
