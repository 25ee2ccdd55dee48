using System.Net;
using System.Text;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;
using AspNetCorePrometheus.UnitTests.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.Guards;

public sealed class ScrapeGuardTests
{
    private readonly DeniedScrapes _denied = new();

    [Fact]
    public void Without_guards_everybody_gets_in() =>
        Assert.False(Guard().Refuses(Request(null)));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("::1", true)]
    [InlineData("11.0.0.1", false)]
    [InlineData("::2", false)]
    [InlineData(null, false)]
    public void The_peers_address_decides_and_no_forwarded_header(string? peer, bool getsIn)
    {
        var context = Request(null, peer);
        context.Request.Headers["X-Forwarded-For"] = "10.0.0.1";
        context.Request.Headers["Forwarded"] = "for=10.0.0.1";

        Assert.Equal(!getsIn, Guard(("AllowedNetworks", "10.0.0.0/8,::1")).Refuses(context));
        Assert.Equal(getsIn ? 200 : 403, context.Response.StatusCode);
        Assert.Equal(getsIn ? 0 : 1, Denied("network"));
    }

    [Theory]
    [InlineData("Bearer abc", 200, "")]
    [InlineData("bearer abc", 200, "")]
    [InlineData("BEARER   abc", 200, "")]
    [InlineData("Bearer abcd", 401, "wrong_credential")]
    [InlineData("Bearer ABC", 401, "wrong_credential")]
    [InlineData("Bearer ", 401, "missing_credential")]
    [InlineData("Bearer", 401, "missing_credential")]
    [InlineData("abc", 401, "missing_credential")]
    [InlineData("Basic YTpi", 401, "missing_credential")]
    [InlineData("", 401, "missing_credential")]
    [InlineData(null, 401, "missing_credential")]
    public void A_token_opens(string? authorization, int status, string reason)
    {
        var context = Request(authorization);

        Assert.Equal(status != 200, Guard(("BearerToken", "abc")).Refuses(context));
        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal(status == 401, context.Response.Headers.WWWAuthenticate == "Bearer realm=\"metrics\"");
        Assert.Equal(reason.Length == 0 ? 0 : 1, reason.Length == 0 ? 0 : Denied(reason));
    }

    [Fact]
    public void Two_authorization_headers_are_none()
    {
        var context = Request(null);
        context.Request.Headers.Authorization = new(["Bearer abc", "Bearer abc"]);

        Assert.True(Guard(("BearerToken", "abc")).Refuses(context));
    }

    [Fact]
    public void A_user_with_the_right_password_gets_in_and_others_are_asked()
    {
        var guard = Guard(("BasicUser", "scraper"), ("BasicPasswordHash", PasswordHash.Of("p:w"u8, 10_000).ToString()));
        var right = Request(Basic("scraper:p:w"));
        Assert.False(guard.Refuses(right));

        foreach (var wrong in new[] { Basic("scraper:p"), "Basic !!!", Basic("scraper"), "Basic " })
        {
            var context = Request(wrong);
            Assert.True(guard.Refuses(context));
            Assert.Equal(401, context.Response.StatusCode);
            Assert.Equal("Basic realm=\"metrics\", charset=\"UTF-8\"", context.Response.Headers.WWWAuthenticate);
        }
    }

    [Fact]
    public void Either_credential_opens_and_both_are_asked_for()
    {
        var guard = Guard(
            ("BearerToken", "abc"), ("BasicUser", "u"), ("BasicPasswordHash", PasswordHash.Of("p"u8, 10_000).ToString()));
        var none = Request(null);

        Assert.False(guard.Refuses(Request("Bearer abc")));
        Assert.False(guard.Refuses(Request(Basic("u:p"))));
        Assert.True(guard.Refuses(none));
        Assert.Equal(2, none.Response.Headers.WWWAuthenticate.Count);
    }

    [Fact]
    public void The_network_is_needed_beside_the_credential()
    {
        var context = Request("Bearer abc", "192.0.2.1");

        Assert.True(Guard(("AllowedNetworks", "10.0.0.0/8"), ("BearerToken", "abc")).Refuses(context));
        Assert.Equal(403, context.Response.StatusCode);
    }

    [Fact]
    public void An_unusable_guard_closes_the_page_for_right_credentials_too()
    {
        var (settings, _) = SettingsReader.Read(TestSettings.Configuration(("BearerToken", "abc"), ("AllowedNetworks", "x")));
        var context = Request("Bearer abc");

        Assert.True(new ScrapeGuard(settings.Guards, _denied).Refuses(context));
        Assert.Equal(403, context.Response.StatusCode);
        Assert.Equal(1, Denied("unusable_guard"));
    }

    [Fact]
    public void No_header_gets_in_by_accident_or_throws()
    {
        var guard = Guard(
            ("BearerToken", "abc"), ("BasicUser", "u"), ("BasicPasswordHash", PasswordHash.Of("p"u8, 10_000).ToString()));

        Prop.ForAll(
            Gen.Elements("Bearer ", "Basic ", "bearer", "").ToArbitrary(),
            ArbMap.Default.ArbFor<string>(),
            (scheme, rest) => rest == "abc" || guard.Refuses(Request(scheme + rest))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData("no guard")]
    [InlineData("guarded by networks", "AllowedNetworks=::1")]
    [InlineData("guarded by networks and bearer token", "AllowedNetworks=::1", "BearerToken=abc")]
    [InlineData("guarded by bearer token", "BearerTokenFile=/run/t")]
    public void The_guards_are_described_without_their_secrets(string description, params string[] given) => Assert.Equal(
        description, Guard([.. given.Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]).Description);

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private static DefaultHttpContext Request(string? authorization, string? peer = "10.0.0.7")
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        if (authorization is not null)
        {
            context.Request.Headers.Authorization = authorization;
        }

        return context;
    }

    private ScrapeGuard Guard(params (string Key, string Value)[] given) => new(TestSettings.Of(given).Guards, _denied);

    private long Denied(string reason) => _denied.Count(DeniedScrapes.Reasons.ToList().IndexOf(reason));
}
