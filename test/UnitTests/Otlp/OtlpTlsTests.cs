using System.Collections.Concurrent;
using AspNetCorePrometheus.Instrumentation.Otlp;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Otlp;

/// <summary>Receivers behind TLS, some of which ask for the sender's certificate.</summary>
public sealed class OtlpTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("otlp-").FullName;
    private readonly ConcurrentQueue<string> _shown = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_sender_shows_its_certificate_and_what_stands_between_it_and_the_authority(bool isGrpc)
    {
        await using var collector = await StartAsync(isGrpc);

        var answer = Send(
            collector,
            isGrpc,
            ("CERTIFICATE", _authority.RootPem),
            ("CLIENT_CERTIFICATE", _authority.LeafPem + _authority.BetweenPem),
            ("CLIENT_KEY", _authority.LeafKeyPem));

        Assert.Null(answer.Problem);
        Assert.Equal(["CN=leaf", "CN=between"], _shown);
    }

    [Fact]
    public async Task The_key_may_stand_in_the_certificates_file()
    {
        await using var collector = await StartAsync();

        var answer = Send(
            collector, false, ("CERTIFICATE", _authority.RootPem), ("CLIENT_CERTIFICATE", _authority.LeafPem + _authority.LeafKeyPem));

        Assert.Null(answer.Problem);
        Assert.Equal("CN=leaf", _shown.First());
    }

    [Fact]
    public async Task Without_its_certificate_and_without_the_authority_nothing_is_taken()
    {
        await using var collector = await StartAsync();

        Assert.NotNull(Send(collector, false, ("CERTIFICATE", _authority.RootPem)).Problem);
        Assert.Equal(
            "it cannot be reached (SecureConnectionError)",
            Send(collector, false, ("CLIENT_CERTIFICATE", _authority.LeafPem), ("CLIENT_KEY", _authority.LeafKeyPem)).Problem);
        Assert.Empty(collector.Pushes);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<Collector> StartAsync(bool isGrpc = false) => Collector.StartAsync(isGrpc, new HttpsConnectionAdapterOptions
    {
        ServerCertificate = _authority.Server,
        ClientCertificateMode = ClientCertificateMode.RequireCertificate,
        ClientCertificateValidation = (certificate, chain, _) =>
        {
            _shown.Enqueue(certificate.Subject);
            foreach (var other in chain!.ChainPolicy.ExtraStore.Where(other => other.Subject != certificate.Subject))
            {
                _shown.Enqueue(other.Subject);
            }

            return true;
        },
    });

    private OtlpAnswer Send(Collector collector, bool isGrpc, params (string Variable, string Pem)[] files)
    {
        var variables = files.ToDictionary(file => "OTEL_EXPORTER_OTLP_" + file.Variable, file => Path.Combine(_folder, file.Variable));
        foreach (var (variable, pem) in files)
        {
            File.WriteAllText(Path.Combine(_folder, variable), pem);
        }

        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = isGrpc ? "grpc" : "http/protobuf";
        var address = new UriBuilder(collector.Address) { Host = "localhost" }.Uri;
        using var client = new OtlpClient(new OtlpEnvironment(name => variables.GetValueOrDefault(name), Assert.Fail).Complete(address));
        return client.Send([], CancellationToken.None);
    }
}
