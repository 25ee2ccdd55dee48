using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Settings.Serving;

public sealed class ServingSettingsTests
{
    private const string Hash =
        "pbkdf2-sha256$20000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    [Fact]
    public void Nothing_given_is_no_guard_and_no_own_port()
    {
        var settings = TestSettings.Of();

        Assert.False(settings.Guards.Any);
        Assert.False(settings.OwnPort.IsWanted);
        Assert.Equal("*", settings.OwnPort.Address);
    }

    [Theory]
    [InlineData("AllowedNetworks", "10.0.0.0/8,nonsense")]
    [InlineData("AllowedNetworks", "10.0.0.0/64")]
    [InlineData("AllowedNetworks", ",")]
    [InlineData("AllowedNetworks:0", "")]
    [InlineData("BearerToken", "two words")]
    [InlineData("BearerToken", "tökens3cret")]
    [InlineData("BearerToken:0", "abcs3cret")]
    [InlineData("BasicUser", "user")]
    [InlineData("BasicPasswordHash", "plains3cret")]
    [InlineData("BasicPasswordHash", Hash)]
    public void A_guard_that_cannot_be_used_lets_nobody_in(string key, string value)
    {
        var (settings, problems) = SettingsReader.Read(TestSettings.Configuration((key, value)));

        var problem = Assert.Single(problems);
        Assert.Equal(key.Split(':')[0], problem.Key);
        Assert.Equal("nobody gets in", problem.Default);
        Assert.True(settings.Guards.IsUnusable);
        Assert.DoesNotContain("s3cret", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Hash, problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user:name")]
    [InlineData(":")]
    public void A_user_has_no_colon(string user)
    {
        var (settings, problems) = SettingsReader.Read(
            TestSettings.Configuration(("BasicUser", user), ("BasicPasswordHash", Hash)));

        Assert.Single(problems);
        Assert.True(settings.Guards.IsUnusable);
    }

    [Theory]
    [InlineData("Address", "somewhere")]
    [InlineData("Address", "127.0.0.l")]
    [InlineData("Address", "127.1")]
    [InlineData("TlsKeyFile", "/tmp/key.pem")]
    public void Where_it_is_not_clear_how_to_open_the_port_it_stays_closed(string key, string value)
    {
        var (settings, problems) = SettingsReader.Read(TestSettings.Configuration(("Port", "9464"), (key, value)));

        Assert.Equal("no own port", Assert.Single(problems).Default);
        Assert.False(settings.OwnPort.IsWanted);
    }

    [Fact]
    public void A_bad_OnlyOwnPort_closes_the_applications_ports()
    {
        var (settings, problems) = SettingsReader.Read(TestSettings.Configuration(("OnlyOwnPort", "ture")));

        Assert.Equal("true", Assert.Single(problems).Default);
        Assert.True(settings.OwnPort.Only);
    }

    [Theory]
    [InlineData("Port", "0")]
    [InlineData("Port", "65536")]
    [InlineData("Port", "http")]
    [InlineData("PortRange", "9464")]
    [InlineData("PortRange", "9470-9464")]
    [InlineData("PortRange", "0-3")]
    [InlineData("PortRange", "9464-")]
    [InlineData("PortRange", "1-2-3")]
    public void A_bad_port_is_no_own_port(string key, string value)
    {
        var (settings, problems) = SettingsReader.Read(TestSettings.Configuration((key, value)));

        Assert.Equal("none", Assert.Single(problems).Default);
        Assert.False(settings.OwnPort.IsWanted);
    }

    [Theory]
    [InlineData("9464", "", "9464")]
    [InlineData("", "9464-9466", "9464,9465,9466")]
    [InlineData("9000", "9464 - 9465", "9000,9464,9465")]
    [InlineData("", "65535-65535", "65535")]
    public void Ports_are_tried_in_their_order(string port, string range, string ports) => Assert.Equal(
        ports, string.Join(',', TestSettings.Of(("Port", port), ("PortRange", range)).OwnPort.Ports));

    [Theory]
    [InlineData("localhost", "localhost")]
    [InlineData("LOCALHOST", "localhost")]
    [InlineData("*", "*")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("::", "::")]
    [InlineData("[::1]", "::1")]
    [InlineData("2001:DB8:0::1", "2001:db8::1")]
    public void An_address_has_the_usual_names(string given, string address) =>
        Assert.Equal(address, TestSettings.Of(("Address", given)).OwnPort.Address);

    [Fact]
    public void Guards_are_read()
    {
        var guards = TestSettings.Of(
            ("AllowedNetworks:0", "10.0.0.0/8"),
            ("AllowedNetworks:1", "::1"),
            ("BearerToken", "abc.def-1~="),
            ("BearerTokenFile", "/run/token"),
            ("BasicUser", "scraper"),
            ("BasicPasswordHash", Hash)).Guards;

        Assert.Equal(2, guards.AllowedNetworks.Count);
        Assert.Equal(("abc.def-1~=", "/run/token", "scraper"), (guards.BearerToken, guards.BearerTokenFile, guards.BasicUser));
        Assert.Equal(Hash, guards.BasicPasswordHash!.ToString());
        Assert.False(guards.IsUnusable);
    }
}
