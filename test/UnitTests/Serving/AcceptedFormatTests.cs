using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Serving;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving;

public sealed class AcceptedFormatTests
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";
    private const string Text1 = "text/plain; version=1.0.0; charset=utf-8";
    private const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private const string Protobuf =
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";

    private const string AskedProtobuf =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    [Theory]
    [InlineData(null, Text)]
    [InlineData("", Text)]
    [InlineData("*/*", Text)]
    [InlineData("text/*", Text)]
    [InlineData("text/html", Text)]
    [InlineData("text/plain", Text)]
    [InlineData("text/plain;version=0.0.4", Text)]
    [InlineData("text/plain;version=9", Text)]
    [InlineData("application/openmetrics-text", OpenMetrics)]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", OpenMetrics)]
    [InlineData("APPLICATION/OpenMetrics-Text;VERSION=1.0.0", OpenMetrics)]
    [InlineData("application/openmetrics-text;version=\"1.0.0\"", OpenMetrics)]
    [InlineData("application/openmetrics-text;version=0.0.1", Text)]
    [InlineData("application/openmetrics-text;q=0", Text)]
    [InlineData("application/openmetrics-text;q=0,*/*", Text)]
    [InlineData("text/plain;q=0,application/openmetrics-text;q=0.1", OpenMetrics)]
    [InlineData("application/openmetrics-text;q=0.5,text/plain;q=0.9", Text)]
    [InlineData("application/openmetrics-text;q=0.9,text/plain;q=0.5", OpenMetrics)]
    [InlineData("text/plain;q=0.5,application/openmetrics-text;q=0.9", OpenMetrics)]
    [InlineData(AskedProtobuf, Protobuf)]
    [InlineData("application/vnd.google.protobuf;proto=\"io.prometheus.client.MetricFamily\";encoding=delimited", Protobuf)]
    [InlineData("application/vnd.google.protobuf", Text)]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text", Text)]
    [InlineData("application/vnd.google.protobuf;proto=other;encoding=delimited", Text)]
    [InlineData(AskedProtobuf + ";q=0.1,text/plain;q=0.2", Text)]
    [InlineData(",,;;;===,", Text)]
    [InlineData("nonsense", Text)]
    [InlineData("\u0001\uffff;q=q", Text)]
    [InlineData("application/openmetrics-text;q=high", Text)]
    [InlineData("application/openmetrics-text;q", Text)]
    [InlineData("application/openmetrics-text;q=", Text)]
    [InlineData("application/openmetrics-text;q=2", Text)]
    [InlineData("application/openmetrics-text;q=-1", Text)]
    [InlineData("application/openmetrics-text;q=NaN", Text)]
    [InlineData("application/openmetrics-text;q=\"1\"", Text)]
    [InlineData("application/openmetrics-text;Q=high," + AskedProtobuf + ";q=0.1", Protobuf)]
    [InlineData("text/plain;q=high,application/openmetrics-text;q=0.1", OpenMetrics)]
    public void The_format_is_the_one_that_the_scraper_prefers(string? accept, string contentType) =>
        Assert.Equal(contentType, Of(accept));

    [Theory]
    [InlineData("text/plain;escaping=underscores", Text + "; escaping=underscores")]
    [InlineData("text/plain;version=0.0.4;escaping=dots", Text + "; escaping=dots")]
    [InlineData("text/plain;escaping=values", Text + "; escaping=values")]
    [InlineData("text/plain;escaping=nonsense", Text)]
    [InlineData("text/plain;escaping=allow-utf-8", Text1 + "; escaping=allow-utf-8")]
    [InlineData("text/plain;version=1.0.0;escaping=allow-utf-8", Text1 + "; escaping=allow-utf-8")]
    [InlineData("text/plain;version=0.0.4;escaping=allow-utf-8", Text + "; escaping=underscores")]
    [InlineData("text/plain;version=1.0.0", Text1)]
    [InlineData("text/plain;version=1.0.0;escaping=dots", Text1 + "; escaping=dots")]
    [InlineData("application/openmetrics-text;escaping=allow-utf-8", OpenMetrics + "; escaping=allow-utf-8")]
    [InlineData(AskedProtobuf + ";escaping=values", Protobuf + "; escaping=values")]
    public void The_escaping_is_the_one_that_was_asked_for(string accept, string contentType) =>
        Assert.Equal(contentType, Of(accept));

    [Theory]
    [InlineData(
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        OpenMetrics)]
    [InlineData(
        AskedProtobuf + ",application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        Protobuf)]
    [InlineData(
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
        OpenMetrics + "; escaping=allow-utf-8")]
    [InlineData(
        AskedProtobuf + ";escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
        + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
        Protobuf + "; escaping=allow-utf-8")]
    public void What_Prometheus_sends_is_understood(string accept, string contentType) => Assert.Equal(contentType, Of(accept));

    [Fact]
    public void Several_header_lines_are_one_list() => Assert.Equal(
        ExpositionFormat.OpenMetrics,
        AcceptedFormat.Of(new StringValues(["text/plain;q=0.1", "application/openmetrics-text;version=1.0.0"])));

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("gzip", true)]
    [InlineData("GZip", true)]
    [InlineData("x-gzip", true)]
    [InlineData("gzip, deflate, br", true)]
    [InlineData("deflate, br", false)]
    [InlineData("gzip;q=0", false)]
    [InlineData("gzip;q=0.5", true)]
    [InlineData("gzip;q=0.5, identity", false)]
    [InlineData("gzip;q=0.5, identity;q=0.2", true)]
    [InlineData("*", true)]
    [InlineData("*;q=0", false)]
    [InlineData("*, gzip;q=0", false)]
    [InlineData("identity", false)]
    [InlineData(";;;", false)]
    [InlineData("gzip;q=high", false)]
    [InlineData("gzip;q", false)]
    [InlineData("gzip;q=", false)]
    [InlineData("gzip;q=2", false)]
    [InlineData("gzip;q=-1", false)]
    [InlineData("gzip;q=NaN", false)]
    [InlineData("gzip;q=gzip", false)]
    [InlineData("gzip;q=high, br", false)]
    [InlineData("br;q=high, gzip", true)]
    [InlineData("gzip;q=high, *", false)]
    [InlineData("gzip;q=0.5, identity;q=high", true)]
    [InlineData("identity;q=high, gzip;Q=0.001 ", true)]
    public void A_page_is_compressed_for_who_takes_it(string? accept, bool gzip) => Assert.Equal(
        gzip, AcceptedEncoding.IsGzip(accept is null ? StringValues.Empty : new StringValues(accept)));

    private static string Of(string? accept) => ExpositionFormats.ContentType(
        AcceptedFormat.Of(accept is null ? StringValues.Empty : new StringValues(accept)));
}
