namespace AspNetCorePrometheus.HostingStartup;

/// <summary>Where the page is served beside the application's own server.</summary>
internal sealed record OwnPortSettings
{
    /// <value>The port that is tried first; 0 for none.</value>
    public int Port { get; init; }

    /// <value>Ports of which the first free one is taken; null for none.</value>
    public PortRange? PortRange { get; init; }

    /// <value>An IP address, <c>localhost</c>, or <c>*</c> for every address of the machine.</value>
    public string Address { get; init; } = string.Empty;

    /// <value>The application's own ports do not serve the page, whether there is an own port or not.</value>
    public bool Only { get; init; }

    /// <value>A PEM file with the certificate and its chain; null for plain HTTP.</value>
    public string? TlsCertificateFile { get; init; }

    /// <value>A PEM file with the private key; null if it stands in the certificate's file.</value>
    public string? TlsKeyFile { get; init; }

    /// <value>An address was given that cannot be used: the port stays closed.</value>
    public bool IsUnusable { get; init; }

    /// <summary>Whether an own port is to be opened.</summary>
    public bool IsWanted => !IsUnusable && (Port > 0 || PortRange is not null);

    /// <summary>Whether what is served is encrypted. A key alone is a mistake, and never a reason to serve plain text.</summary>
    public bool IsTls => TlsCertificateFile is not null || TlsKeyFile is not null;

    /// <summary>The ports to try, in this order.</summary>
    public IEnumerable<int> Ports
    {
        get
        {
            if (Port > 0)
            {
                yield return Port;
            }

            for (var port = PortRange?.First ?? 1; port <= (PortRange?.Last ?? 0); port++)
            {
                yield return port;
            }
        }
    }
}
