namespace AspNetCorePrometheus.Instrumentation.Serving.Guards;

/// <summary>Why a scrape was refused; the label values of <c>aspnetcore_prometheus_denied_scrapes_total</c>.</summary>
internal enum DenialReason
{
    /// <summary>The peer's address is in none of the allowed networks.</summary>
    Network,

    /// <summary>No credential was sent, or one of another kind.</summary>
    MissingCredential,

    /// <summary>A credential was sent and it is wrong.</summary>
    WrongCredential,

    /// <summary>A password is being verified already, or there is a pause after a wrong one; a later try may succeed.</summary>
    Busy,

    /// <summary>A guard is set that cannot be used, so nobody gets in.</summary>
    UnusableGuard,
}
