namespace AspNetCorePrometheus.HostingStartup;

/// <summary>Who may read the page. Networks and credentials hold together; of several credentials one is enough.</summary>
internal sealed record GuardSettings
{
    /// <value>Networks of the peer's own address, as the connection has it; empty for every network.</value>
    public IReadOnlyList<AllowedNetwork> AllowedNetworks { get; init; } = [];

    /// <value>A token for <c>Authorization: Bearer</c>; null for none.</value>
    public string? BearerToken { get; init; }

    /// <value>A file that holds such a token; null for none.</value>
    public string? BearerTokenFile { get; init; }

    /// <value>The user of <c>Authorization: Basic</c>; null for none.</value>
    public string? BasicUser { get; init; }

    /// <value>What is kept of that user's password; null for none.</value>
    public PasswordHash? BasicPasswordHash { get; init; }

    /// <value>A guard was given that cannot be used: nobody gets in.</value>
    public bool IsUnusable { get; init; }

    /// <summary>Whether anything stands before the page.</summary>
    public bool Any => IsUnusable || AllowedNetworks.Count > 0 || NeedsCredential;

    /// <summary>Whether a scraper has to say who it is.</summary>
    public bool NeedsCredential => BearerToken is not null || BearerTokenFile is not null || BasicUser is not null;
}
