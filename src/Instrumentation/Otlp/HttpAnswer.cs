using System.Globalization;
using System.Net;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>Reads answers of OTLP over HTTP. https://opentelemetry.io/docs/specs/otlp/#otlphttp-response</summary>
internal static class HttpAnswer
{
    public static OtlpAnswer Of(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        if (response.IsSuccessStatusCode)
        {
            return PartialSuccess.Of(body);
        }

        var passes = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        var problem = string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode}");
        return new OtlpAnswer(problem, passes, Wait(response));
    }

    private static TimeSpan Wait(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > DateTimeOffset.UtcNow => date - DateTimeOffset.UtcNow,
        _ => TimeSpan.Zero,
    };
}
