using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Features;

/// <summary>TLS with a certificate that lives as long as the process, and a limit on connections.</summary>
public static class SelfSignedTls
{
    private const int ConnectionLimit = 40;

    public static void UseSelfSignedTls(this IWebHostBuilder host) => host.ConfigureKestrel(kestrel =>
    {
        kestrel.Limits.MaxConcurrentConnections = ConnectionLimit;
        kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Certificate());
    });

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
