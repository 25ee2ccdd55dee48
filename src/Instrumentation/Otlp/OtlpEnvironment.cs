using System.Globalization;
using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>
/// Completes the setting <c>OtlpEndpoint</c> by the standard's variables; that of a signal counts before that of all.
/// https://opentelemetry.io/docs/specs/otel/protocol/exporter/
/// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
/// </summary>
/// <param name="read">Reads a variable of the environment.</param>
/// <param name="problem">Takes what could not be used, without its value, which may be a secret.</param>
internal sealed class OtlpEnvironment(Func<string, string?> read, Action<string> problem)
{
    private const string Interval = "OTEL_METRIC_EXPORT_INTERVAL";
    private const string MetricsPath = "v1/metrics";
    private const string GrpcPath = "opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private const int GrpcPort = 4317;

    /// <summary>The options for an endpoint. What cannot be used of the environment is told and left out.</summary>
    public OtlpOptions Complete(Uri endpoint)
    {
        var protocol = Protocol(endpoint);
        return new OtlpOptions
        {
            Address = Address(endpoint, protocol),
            Protocol = protocol,
            Headers = [.. Headers(endpoint)],
            Compresses = Compression(),
            Interval = Milliseconds(Interval, read(Interval), 60_000),
            Timeout = Milliseconds("OTEL_EXPORTER_OTLP_TIMEOUT", Of("TIMEOUT"), 10_000),
            TrustedFile = Of("CERTIFICATE"),
            CertificateFile = Of("CLIENT_CERTIFICATE"),
            KeyFile = Of("CLIENT_KEY"),
        };
    }

    private static Uri Address(Uri endpoint, OtlpProtocol protocol)
    {
        var path = endpoint.AbsolutePath.TrimEnd('/');
        path = protocol == OtlpProtocol.Grpc ? $"/{GrpcPath}"
            : path.EndsWith("/" + MetricsPath, StringComparison.Ordinal) ? path
            : $"{path}/{MetricsPath}";
        return new UriBuilder(endpoint) { UserName = string.Empty, Password = string.Empty, Path = path }.Uri;
    }

    // Of a name for all signals and one for metrics the latter counts; an empty one is the same as none.
    private string? Of(string name) =>
        read("OTEL_EXPORTER_OTLP_METRICS_" + name) is { Length: > 0 } own ? own.Trim()
        : read("OTEL_EXPORTER_OTLP_" + name) is { Length: > 0 } general ? general.Trim()
        : null;

    // The standard's default but at the port that it gives to gRPC.
    private OtlpProtocol Protocol(Uri endpoint)
    {
        var given = Of("PROTOCOL");
        switch (given)
        {
            case "grpc":
                return OtlpProtocol.Grpc;
            case "http/protobuf":
                return OtlpProtocol.HttpProtobuf;
            case not null:
                problem("OTEL_EXPORTER_OTLP_PROTOCOL is neither http/protobuf nor grpc; http/protobuf is used");
                return OtlpProtocol.HttpProtobuf;
            default:
                return endpoint.Port == GrpcPort ? OtlpProtocol.Grpc : OtlpProtocol.HttpProtobuf;
        }
    }

    private bool Compression()
    {
        var given = Of("COMPRESSION");
        if (given is not (null or "none" or "gzip"))
        {
            problem("OTEL_EXPORTER_OTLP_COMPRESSION is neither gzip nor none; none is used");
        }

        return given == "gzip";
    }

    private IEnumerable<KeyValuePair<string, string>> Headers(Uri endpoint)
    {
        if (endpoint.UserInfo is { Length: > 0 } user)
        {
            var credentials = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user));
            yield return new("Authorization", "Basic " + Convert.ToBase64String(credentials));
        }

        foreach (var pair in (Of("HEADERS") ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                yield return new(pair[..equals].Trim(), Uri.UnescapeDataString(pair[(equals + 1)..].Trim()));
            }
            else
            {
                problem("OTEL_EXPORTER_OTLP_HEADERS has an entry that is not name=value; it is left out");
            }
        }
    }

    private TimeSpan Milliseconds(string name, string? given, int fallback)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            return TimeSpan.FromMilliseconds(fallback);
        }

        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        problem(string.Create(CultureInfo.InvariantCulture, $"{name} is not a number of milliseconds above zero; {fallback} is used"));
        return TimeSpan.FromMilliseconds(fallback);
    }
}
