using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Serving;

public sealed class GuardTests : IDisposable
{
    private const string Denied = "aspnetcore_prometheus_denied_scrapes_total";

    private readonly string _folder = Tree.NewTemporaryFolder();

    [Theory]
    [InlineData("10.0.0.0/8,2001:db8::/32", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.OK)]
    public async Task Networks_guard_the_applications_port_and_the_own_port(string networks, HttpStatusCode status)
    {
        var port = Ports.Free();
        await using var app = await AppProcess.StartWithDropInAndAsync(
            "Stalling",
            [("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")],
            ("AllowedNetworks", networks),
            ("Port", $"{port}"));
        await OwnPort.StartLineAsync(app.Process);
        app.Client.DefaultRequestHeaders.Add("X-Forwarded-For", networks.StartsWith("10", StringComparison.Ordinal) ? "10.1.1.1" : "192.0.2.1");

        Assert.Equal(status, await app.GetAsync(DropIn.PagePath));
        Assert.Equal(status, await app.GetAsync(OwnPort.Url(port)));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/"));
        Assert.NotEqual("127.0.0.1", await app.Client.GetStringAsync("/peer"));
    }

    [Fact]
    public async Task A_real_Prometheus_scrapes_with_a_token_from_a_file_that_changes()
    {
        var token = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(token, "first-s3cret\n");
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("BearerTokenFile", token));
        await using var prometheus = await PrometheusServer.StartAsync(app.Port, $"authorization: {{ credentials_file: {token} }}");
        Assert.Equal(1, await prometheus.QueryUntilAsync("""up{job="app"}""", up => up.Equals(1)));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.GetAsync(DropIn.PagePath));

        await File.WriteAllTextAsync(token, "other-s3cret\n");
        Assert.Equal(HttpStatusCode.OK, await GetAsync(app, new AuthenticationHeaderValue("Bearer", "other-s3cret")));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(app, new AuthenticationHeaderValue("Bearer", "first-s3cret")));

        File.Delete(token);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(app, new AuthenticationHeaderValue("Bearer", "other-s3cret")));
        Assert.Contains(app.Process.ErrorLines, line => line.Contains("[72]", StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", app.Process.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_Prometheus_scrapes_the_own_port_with_a_password_over_TLS()
    {
        var certificate = WriteCertificate();
        var port = Ports.Free();
        await using var app = await AppProcess.StartWithDropInAsync(
            "EmptyWeb",
            ("Port", $"{port}"),
            ("OnlyOwnPort", "true"),
            ("TlsCertificateFile", certificate),
            ("BasicUser", "scraper"),
            ("BasicPasswordHash", await HashAsync("pass:wörd")));
        Assert.Contains($"https://[::]:{port}/", await OwnPort.StartLineAsync(app.Process), StringComparison.Ordinal);
        await using var prometheus = await PrometheusServer.StartAsync(port, $$"""
            scheme: https
            tls_config: { ca_file: "{{certificate}}", server_name: localhost }
            basic_auth: { username: scraper, password: "pass:wörd" }
            """);

        Assert.True(
            (await prometheus.QueryUntilAsync("""up{job="app"}""", up => up.Equals(1))).Equals(1), await prometheus.LastErrorAsync());
        Assert.Equal(1, await prometheus.QueryUntilAsync($$"""aspnetcore_prometheus_listener_info{port="{{port}}"}""", up => up.Equals(1)));
        Assert.DoesNotContain("wörd", app.Process.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("pbkdf2", app.Process.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denials_are_counted_by_reason_and_challenged()
    {
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("BearerToken", "abc"));
        using var refused = await app.Client.GetAsync(DropIn.PagePath);
        Assert.Equal("Bearer", Assert.Single(refused.Headers.WwwAuthenticate).Scheme);
        Assert.Empty(await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(app, new AuthenticationHeaderValue("Bearer", "abd")));

        app.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "abc");
        var page = await app.ScrapeAsync();
        Assert.Equal(1, page.Value(Denied, ("reason", "missing_credential")));
        Assert.Equal(1, page.Value(Denied, ("reason", "wrong_credential")));
        Assert.Equal(0, page.Value(Denied, ("reason", "network")));
    }

    [Theory]
    [InlineData("AllowedNetworks", "127.0.0.1/33")]
    [InlineData("BearerToken", "with space")]
    [InlineData("BasicPasswordHash", "password")]
    [InlineData("BasicUser", "alone")]
    public async Task A_guard_that_cannot_be_used_closes_the_page_and_not_the_application(string key, string value)
    {
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", (key, value));

        Assert.Equal(HttpStatusCode.Forbidden, await app.GetAsync(DropIn.PagePath));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/"));
        Assert.Contains("nobody gets in", await OwnPort.StartLineAsync(app.Process), StringComparison.Ordinal);
        Assert.Contains(app.Process.ErrorLines, line => line.Contains("[3]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*", false, true)]
    [InlineData("127.0.0.1", false, false)]
    [InlineData("*", true, false)]
    public async Task A_warning_tells_where_others_can_reach_an_unguarded_page(string address, bool isGuarded, bool isWarned)
    {
        await using var app = await AppProcess.StartWithDropInAsync(
            "EmptyWeb", ("Port", $"{Ports.Free()}"), ("Address", address), ("BearerToken", isGuarded ? "abc" : ""));
        var line = await OwnPort.StartLineAsync(app.Process);
        await app.Process.StopAsync();

        Assert.Contains(isGuarded ? "(guarded by bearer token)" : "(no guard)", line, StringComparison.Ordinal);
        Assert.Equal(isWarned, app.Process.ErrorLines.Any(error => error.Contains("[5]", StringComparison.Ordinal)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> HashAsync(string password)
    {
        await using var made = await ChildProcess.RunAsync(
            "sh", ["-c", "printf '%s\\n' \"$1\" | \"$2\"", "sh", password, Path.Combine(Tree.Home, "hash-password")], Path.GetTempPath());
        return Assert.Single(made.OutputLines);
    }

    private static async Task<HttpStatusCode> GetAsync(AppProcess app, AuthenticationHeaderValue authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, DropIn.PagePath);
        request.Headers.Authorization = authorization;
        using var response = await app.Client.SendAsync(request);
        return response.StatusCode;
    }

    private string WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(_folder, "tls.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n", Encoding.ASCII);
        return path;
    }
}
