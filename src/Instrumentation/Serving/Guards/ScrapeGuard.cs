using System.Net;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Serving.Guards;

/// <summary>
/// What stands before a host's page: networks first, then a credential. It stands outside every middleware, so the address is that of
/// the connection's peer, and no forwarded header has changed it.
/// </summary>
internal sealed class ScrapeGuard
{
    private readonly GuardSettings _settings;
    private readonly DeniedScrapes _denied;
    private readonly BearerGuard? _bearer;
    private readonly BasicGuard? _basic;

    public ScrapeGuard(GuardSettings settings, DeniedScrapes denied)
    {
        _settings = settings;
        _denied = denied;
        if (settings.NeedsCredential && !settings.IsUnusable)
        {
            _bearer = settings.BearerToken is not null || settings.BearerTokenFile is not null ? new BearerGuard(settings) : null;
            _basic = settings is { BasicUser: { } user, BasicPasswordHash: { } hash } ? new BasicGuard(user, hash) : null;
        }
    }

    /// <summary>The guards in plain words, for the start line.</summary>
    public string Description => _settings switch
    {
        { IsUnusable: true } => "a guard cannot be used: nobody gets in",
        { Any: false } => "no guard",
        _ => "guarded by " + string.Join(" and ", Parts()),
    };

    /// <summary>Reports a guard that cannot be used as the files stand now.</summary>
    public void Check() => _bearer?.Check();

    /// <summary>Whether the scrape is refused; the answer is then complete, and counted. Never throws.</summary>
    public bool Refuses(HttpContext context)
    {
        if (!_settings.Any || Decide(context) is not { } reason)
        {
            return false;
        }

        _denied.Add(reason);
        context.Response.StatusCode = StatusOf(reason);
        context.Response.ContentLength = 0;
        context.Response.Headers.CacheControl = "no-store";
        if (reason is DenialReason.MissingCredential or DenialReason.WrongCredential)
        {
            context.Response.Headers.WWWAuthenticate = new([.. Challenges()]);
        }
        else if (reason == DenialReason.Busy)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return true;
    }

    private DenialReason? Decide(HttpContext context)
    {
        try
        {
            FaultSeam.Pass(Boundaries.Guard);
            return _settings.IsUnusable ? DenialReason.UnusableGuard
                : !IsAllowed(context.Connection) ? DenialReason.Network
                : _settings.NeedsCredential ? Judge(Credential.Of(context.Request.Headers.Authorization), context.Connection.RemoteIpAddress)
                : null;
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.GuardUnusable, "guard", exception))
        {
            return DenialReason.UnusableGuard;
        }
    }

    // A peer without an address, as on a Unix domain socket, is in no network.
    private bool IsAllowed(ConnectionInfo connection) =>
        _settings.AllowedNetworks.Count == 0
        || (connection.RemoteIpAddress is { } peer && _settings.AllowedNetworks.Any(network => network.Contains(peer)));

    private DenialReason? Judge(Credential? given, IPAddress? peer) => given switch
    {
        { } bearer when _bearer is not null && bearer.Has(BearerGuard.Scheme) =>
            _bearer.Opens(bearer.Parameter) ? null : DenialReason.WrongCredential,
        { } basic when _basic is not null && basic.Has(BasicGuard.Scheme) =>
            basic.BasicPair() is { } pair ? _basic.Refuses(pair, peer) : DenialReason.WrongCredential,
        _ => DenialReason.MissingCredential,
    };

    private static int StatusOf(DenialReason reason) => reason switch
    {
        DenialReason.MissingCredential or DenialReason.WrongCredential => StatusCodes.Status401Unauthorized,
        DenialReason.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status403Forbidden,
    };

    private IEnumerable<string> Challenges()
    {
        if (_bearer is not null)
        {
            yield return BearerGuard.Scheme + " realm=\"metrics\"";
        }

        if (_basic is not null)
        {
            yield return BasicGuard.Scheme + " realm=\"metrics\", charset=\"UTF-8\"";
        }
    }

    private IEnumerable<string> Parts()
    {
        if (_settings.AllowedNetworks.Count > 0)
        {
            yield return "networks";
        }

        if (_bearer is not null)
        {
            yield return _basic is null ? "bearer token" : "bearer token or password";
        }
        else if (_basic is not null)
        {
            yield return "password";
        }
    }
}
