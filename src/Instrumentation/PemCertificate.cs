using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>A certificate with its key, from PEM, as a handshake can use it on each platform.</summary>
internal static class PemCertificate
{
    /// <summary>
    /// The first certificate of the text with its key, and those behind it as its chain. Offline: nothing is fetched from the network for
    /// the chain, neither now nor later. Throws if the texts cannot be used.
    /// </summary>
    public static SslStreamCertificateContext Context(string certificate, string key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificate);
        return SslStreamCertificateContext.Create(Usable(X509Certificate2.CreateFromPem(certificate, key), OperatingSystem.IsWindows()), chain, offline: true);
    }

    /// <summary>The certificate, or in its place one whose key is in the system's store, as Windows takes none that lives in memory alone.</summary>
    public static X509Certificate2 Usable(X509Certificate2 certificate, bool mustBeStored)
    {
        if (!mustBeStored)
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
