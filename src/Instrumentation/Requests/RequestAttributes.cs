namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>
/// Attribute names of the request families.
/// https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ and, for <c>aspnetcore.*</c>, the metric catalogue in docs/metrics.md.
/// </summary>
internal static class RequestAttributes
{
    public const string Method = "http.request.method";
    public const string Route = "http.route";
    public const string Status = "http.response.status_code";
    public const string Scheme = "url.scheme";
    public const string ProtocolName = "network.protocol.name";
    public const string ProtocolVersion = "network.protocol.version";
    public const string ErrorType = "error.type";
    public const string IsUnhandled = "aspnetcore.request.is_unhandled";
    public const string Charset = "charset";
    public const string View = "aspnetcore.view";
    public const string Reason = "reason";
}
