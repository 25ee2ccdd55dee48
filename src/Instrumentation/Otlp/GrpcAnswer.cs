using System.Globalization;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>Reads answers of OTLP over gRPC. https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-response</summary>
internal static class GrpcAnswer
{
    public static OtlpAnswer Of(HttpResponseMessage response, ReadOnlySpan<byte> body) => Status(response) switch
    {
        0 => PartialSuccess.Of(GrpcFrame.Message(body)),
        null => new OtlpAnswer(
            string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode} without a gRPC status"),
            IsPassing: (int)response.StatusCode >= 500),
        { } status => new OtlpAnswer(string.Create(CultureInfo.InvariantCulture, $"it answered with gRPC status {status}"), Passes(status)),
    };

    // An answer without a message has the status among its headers.
    private static int? Status(HttpResponseMessage response) =>
        (response.TrailingHeaders.TryGetValues("grpc-status", out var values) || response.Headers.TryGetValues("grpc-status", out values))
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : null;

    // Cancelled, deadline exceeded, aborted, out of range, unavailable, data loss.
    private static bool Passes(int status) => status is 1 or 4 or 10 or 11 or 14 or 15;
}
