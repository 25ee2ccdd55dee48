using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Serving.Guards;

/// <summary>The tokens that open the page: the one of the settings, the one in the file, or either.</summary>
internal sealed class BearerGuard
{
    public const string Scheme = "Bearer";

    private readonly byte[]? _token;
    private readonly TokenFile? _file;

    public BearerGuard(GuardSettings settings)
    {
        _token = settings.BearerToken is { } token ? SecretDigest.Of(token) : null;
        _file = settings.BearerTokenFile is { } path ? new TokenFile(path) : null;
    }

    /// <summary>Reports what will keep scrapers out, at start and not with the first of them.</summary>
    public void Check() => _file?.Read();

    public bool Opens(string token)
    {
        var given = SecretDigest.Of(token);
        return (_token is not null && SecretDigest.AreEqual(given, _token))
            || (_file?.Read() is { } current && SecretDigest.AreEqual(given, current));
    }
}
