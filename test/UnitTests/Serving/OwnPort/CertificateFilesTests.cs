using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.OwnPort;

[Collection(ProcessWide.Name)]
public sealed class CertificateFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tls-").FullName;

    private string CertificateFile => Path.Combine(_folder, "tls.crt");

    private string KeyFile => Path.Combine(_folder, "tls.key");

    [Fact]
    public async Task A_certificate_that_is_exchanged_is_used_and_a_bad_one_leaves_the_last()
    {
        Write("one");
        var run = Start(("TlsKeyFile", KeyFile));
        Assert.StartsWith("https://", run.Page, StringComparison.Ordinal);
        Assert.Equal("CN=one", Subject(run));

        Write("two");
        await Eventually.True(() => Subject(run) == "CN=two", "the new certificate");

        using var log = new LogFile();
        File.WriteAllText(KeyFile, "no key");
        await Eventually.True(() => Subject(run) == "CN=two" && log.Text.Contains("[71]", StringComparison.Ordinal), "a report");
    }

    [Fact]
    public void The_key_may_stand_in_the_certificates_file()
    {
        Write("both");
        File.AppendAllText(CertificateFile, "\n" + File.ReadAllText(KeyFile));

        Assert.Equal("CN=both", Subject(Start()));
    }

    [Fact]
    public async Task A_bad_file_leaves_the_port_closed_and_never_plain_until_it_is_good()
    {
        using var log = new LogFile();
        File.WriteAllText(CertificateFile, "nonsense");
        var run = Start(("TlsKeyFile", KeyFile));
        Assert.Empty(run.Listener.Pages());
        Assert.Contains("[70]", log.Text, StringComparison.Ordinal);

        Write("late");
        await Eventually.True(() => run.Listener.Pages().Length == 1, "an open port");
        Assert.Equal("CN=late", Subject(run));
    }

    [Fact]
    public void Plain_text_is_not_answered()
    {
        Write("one");

        Assert.DoesNotContain(
            "HTTP", Start(("TlsKeyFile", KeyFile)).Exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private OwnPortRun Start(params (string Key, string Value)[] given) =>
        new(context => context.Response.WriteAsync("x"), [("TlsCertificateFile", CertificateFile), .. given]);

    private static string Subject(OwnPortRun run)
    {
        using var client = new TcpClient("127.0.0.1", run.Port);
        var subject = string.Empty;
        using var stream = new SslStream(client.GetStream(), false, (_, certificate, _, _) =>
            (subject = certificate!.Subject).Length > 0);
        stream.AuthenticateAsClient("localhost");
        return subject;
    }

    private void Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
    }
}
