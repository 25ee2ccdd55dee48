using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Guarded;

/// <summary>Lets in whoever sends the header <c>X-Key: open</c>.</summary>
public sealed class KeyScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "visitor")], Name);
        return Task.FromResult(Request.Headers["X-Key"] == "open"
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name))
            : AuthenticateResult.NoResult());
    }
}
