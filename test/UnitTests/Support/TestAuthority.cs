using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>An authority of its own: a root, one below it, and a leaf of that one; and a server's certificate by the root.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset End = DateTimeOffset.UtcNow.AddDays(1);

    private readonly X509Certificate2 _root;
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority()
    {
        _root = Request("root", _rootKey, isAuthority: true).CreateSelfSigned(Begin, End);
        using var between = Signed(Request("between", _betweenKey, isAuthority: true), _root);
        using var issuer = between.CopyWithPrivateKey(_betweenKey);
        using var leaf = Signed(Request("leaf", _leafKey), issuer);
        Server = Signed(Request("localhost", _leafKey), _root).CopyWithPrivateKey(_leafKey);
        LeafPem = leaf.ExportCertificatePem() + "\n";
        BetweenPem = between.ExportCertificatePem() + "\n";
    }

    public string RootPem => _root.ExportCertificatePem();

    public X509Certificate2 Server { get; }

    public string LeafPem { get; }

    public string LeafKeyPem => _leafKey.ExportPkcs8PrivateKeyPem();

    public string BetweenPem { get; }

    public void Dispose()
    {
        _root.Dispose();
        Server.Dispose();
        _rootKey.Dispose();
        _betweenKey.Dispose();
        _leafKey.Dispose();
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority = false)
    {
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static X509Certificate2 Signed(CertificateRequest request, X509Certificate2 issuer) =>
        request.Create(issuer, Begin, End, RandomNumberGenerator.GetBytes(8));
}
