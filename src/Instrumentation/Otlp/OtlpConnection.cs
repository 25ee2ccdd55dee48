using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>An HTTP client that nothing of the application sees: no metrics, no traces, no cookies, no redirects.</summary>
internal static class OtlpConnection
{
    // A receiver behind a name may move.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Throws if the files of certificates cannot be used.</summary>
    public static HttpMessageInvoker Open(OtlpOptions options) => new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        MeterFactory = new SilentMeterFactory(),
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.Timeout,
        PooledConnectionLifetime = Lifetime,
        SslOptions = Security(options),
    });

    private static SslClientAuthenticationOptions Security(OtlpOptions options)
    {
        var security = new SslClientAuthenticationOptions();
        if (options.TrustedFile is { } trusted)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(trusted);
            security.CertificateChainPolicy = policy;
        }

        if (options.CertificateFile is { } certificate)
        {
            security.ClientCertificateContext = PemCertificate.Context(
                File.ReadAllText(certificate), File.ReadAllText(options.KeyFile ?? certificate));
        }

        return security;
    }
}
