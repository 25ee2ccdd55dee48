using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Serving;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving;

public sealed class AcceptedFormatTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("*/*", false)]
    [InlineData("text/*", false)]
    [InlineData("text/html", false)]
    [InlineData("text/plain", false)]
    [InlineData("text/plain;version=0.0.4", false)]
    [InlineData("application/openmetrics-text", true)]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", true)]
    [InlineData("APPLICATION/OpenMetrics-Text;VERSION=1.0.0", true)]
    [InlineData("application/openmetrics-text;version=\"1.0.0\"", true)]
    [InlineData("application/openmetrics-text;version=0.0.1", false)]
    [InlineData("application/openmetrics-text;q=0", false)]
    [InlineData("application/openmetrics-text;q=0,*/*", false)]
    [InlineData("text/plain;q=0,application/openmetrics-text;q=0.1", true)]
    [InlineData("application/openmetrics-text;q=0.5,text/plain;q=0.9", false)]
    [InlineData("application/openmetrics-text;q=0.9,text/plain;q=0.5", true)]
    [InlineData("text/plain;q=0.5,application/openmetrics-text;q=0.9", true)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", true)]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1", true)]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.2,*/*;q=0.1", true)]
    [InlineData(",,;;;===,", false)]
    [InlineData("nonsense", false)]
    [InlineData("\u0001\uffff;q=q", false)]
    [InlineData("application/openmetrics-text;q=high", true)]
    public void The_format_is_the_one_that_the_scraper_prefers(string? accept, bool openMetrics) => Assert.Equal(
        openMetrics ? nameof(ExpositionFormat.OpenMetrics) : nameof(ExpositionFormat.PrometheusText),
        AcceptedFormat.Of(accept is null ? StringValues.Empty : new StringValues(accept)).ToString());

    [Fact]
    public void Several_header_lines_are_one_list() => Assert.Equal(
        ExpositionFormat.OpenMetrics,
        AcceptedFormat.Of(new StringValues(["text/plain;q=0.1", "application/openmetrics-text;version=1.0.0"])));
}
