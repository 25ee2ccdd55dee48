using AspNetCorePrometheus.Instrumentation.Otlp;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Otlp;

public sealed class OtlpEnvironmentTests
{
    private const string Service = "opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private readonly Dictionary<string, string> _variables = [];
    private readonly List<string> _problems = [];

    [Theory]
    [InlineData("http://c:4318", null, "http://c:4318/v1/metrics")]
    [InlineData("http://c:4318/", "http/protobuf", "http://c:4318/v1/metrics")]
    [InlineData("http://prometheus:9090/api/v1/otlp", null, "http://prometheus:9090/api/v1/otlp/v1/metrics")]
    [InlineData("https://c/v1/metrics", null, "https://c/v1/metrics")]
    [InlineData("http://c:4317", null, "http://c:4317/" + Service)]
    [InlineData("http://c:4317", "http/protobuf", "http://c:4317/v1/metrics")]
    [InlineData("https://c:443/ignored", "grpc", "https://c/" + Service)]
    public void The_address_follows_from_endpoint_and_protocol(string endpoint, string? protocol, string address)
    {
        Set("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);

        var options = Complete(endpoint);

        Assert.Equal(new Uri(address), options.Address);
        Assert.Equal(address.EndsWith("Export", StringComparison.Ordinal), options.Protocol == OtlpProtocol.Grpc);
        Assert.Empty(_problems);
    }

    [Fact]
    public void Without_variables_the_standards_defaults_hold()
    {
        var options = Complete("http://c:4318");

        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), false), (options.Interval, options.Timeout, options.Compresses));
        Assert.Empty(options.Headers);
    }

    [Fact]
    public void A_variable_for_metrics_counts_before_one_for_all_signals_and_the_setting_before_both()
    {
        Set("OTEL_EXPORTER_OTLP_ENDPOINT", "http://other");
        Set("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://another");
        Set("OTEL_EXPORTER_OTLP_TIMEOUT", "1000");
        Set("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "2000");
        Set("OTEL_EXPORTER_OTLP_COMPRESSION", "none");
        Set("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "gzip");
        Set("OTEL_METRIC_EXPORT_INTERVAL", "5000");

        var options = Complete("http://c:4318");

        Assert.Equal("c", options.Address.Host);
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), true), (options.Interval, options.Timeout, options.Compresses));
    }

    [Fact]
    public void Headers_are_decoded_and_a_user_in_the_address_becomes_one()
    {
        Set("OTEL_EXPORTER_OTLP_HEADERS", "X-Scope-OrgID=shop, authorization=Bearer%20secret");
        Assert.Equal([new("X-Scope-OrgID", "shop"), new("authorization", "Bearer secret")], Complete("http://c").Headers);

        Set("OTEL_EXPORTER_OTLP_HEADERS", null);
        var options = Complete("http://me:pass%3Aword@c");
        Assert.Equal([new("Authorization", "Basic bWU6cGFzczp3b3Jk")], options.Headers);
        Assert.Empty(options.Address.UserInfo);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "ten")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "-5")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "hunter2")]
    public void What_cannot_be_used_is_told_without_its_value_and_the_default_holds(string variable, string value)
    {
        var expected = Complete("http://c:4318");
        Set(variable, value);

        var options = Complete("http://c:4318");

        Assert.Equal(
            (expected.Address, expected.Protocol, expected.Compresses, expected.Timeout, expected.Interval, expected.Headers.Count),
            (options.Address, options.Protocol, options.Compresses, options.Timeout, options.Interval, options.Headers.Count));
        Assert.Contains(variable, Assert.Single(_problems), StringComparison.Ordinal);
        Assert.DoesNotContain(value, _problems[0], StringComparison.Ordinal);
    }

    private void Set(string name, string? value) => _variables[name] = value ?? string.Empty;

    private OtlpOptions Complete(string endpoint) =>
        new OtlpEnvironment(_variables.GetValueOrDefault, _problems.Add).Complete(new Uri(endpoint));
}
