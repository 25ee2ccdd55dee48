using System.Net.Security;
using System.Security.Cryptography;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>
/// The certificate of the own port, from PEM files that may be exchanged while the process runs: looked at with each connection, once a
/// second at the most, by content, as links keep their time stamp.
/// </summary>
internal sealed class CertificateFiles(OwnPortSettings settings)
{
    private const long RestMilliseconds = 1000;

    private readonly Lock _reading = new();

    private byte[] _digest = [];
    private long _readAt;
    private SslServerAuthenticationOptions? _current;

    /// <summary>
    /// What the handshake needs. Files that became bad are reported, and the last good certificate stays. Throws if there was none yet.
    /// </summary>
    public SslServerAuthenticationOptions Current()
    {
        lock (_reading)
        {
            if (_current is { } known && Environment.TickCount64 - _readAt < RestMilliseconds)
            {
                return known;
            }

            try
            {
                _current = Read();
            }
            catch (Exception exception) when (_current is not null)
            {
                FaultReport.Note(
                    LogEvents.CertificateFailed,
                    "own_port",
                    $"the new certificate cannot be used, the last one stays ({exception.GetType().Name}: {exception.Message})");
            }

            _readAt = Environment.TickCount64;
            return _current;
        }
    }

    private SslServerAuthenticationOptions Read()
    {
        var certificate = File.ReadAllText(settings.TlsCertificateFile!);
        var key = settings.TlsKeyFile is { } file ? File.ReadAllText(file) : certificate;
        var digest = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(certificate + '\0' + key));
        if (_current is { } current && digest.AsSpan().SequenceEqual(_digest))
        {
            return current;
        }

        var made = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = PemCertificate.Context(certificate, key),
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            ClientCertificateRequired = false,
        };
        _digest = digest;
        return made;
    }
}
