using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Requests;

/// <summary>The request families against traffic whose every request is known.</summary>
public sealed class RequestCountTests(RequestsTraffic traffic) : IClassFixture<RequestsTraffic>
{
    private const string Count = "http_server_request_duration_seconds_count";

    [Fact]
    public void Every_request_counts_once_under_its_method_route_and_status()
    {
        string[] expected =
        [
            "GET /sync 200 4", "GET /async 200 2", "GET /items/{id} 200 2", "POST /items/{id} 201 1",
            "DELETE /items/{id} 204 1", "GET /health 200 2", "GET /head 200 1", "HEAD /head 200 1",
            "_OTHER /any-method 200 1", "POST - 405 1",
            "POST /known 200 1", "POST /chunked-up 200 1", "POST /pipe-up 200 1", "POST /partial-read 200 1",
            "POST /unread 200 1",
            "GET /known-answer 200 1", "GET /stream 200 1", "GET /json 200 1", "GET /file 200 1", "GET /sendfile 200 1",
            "GET /bodywriter 200 1", "GET /body-swap 200 1", "GET /charset/latin1 200 1", "GET /charset/utf16 200 1",
            "GET /charset/odd 200 1", "GET /charset/none 200 1", "GET /tags 200 1",
            "GET /boom/{id} 500 2", "GET /boom-async 500 1", "GET /missing/{id} 404 1",
            // No endpoint of their own: a branch, a middleware that throws, and paths that match nothing.
            "GET - 200 2", "GET - 500 1", "GET - 404 3",
        ];

        var counted = traffic.Page.Samples(Count).Where(RequestsTraffic.IsCounted)
            .Select(sample => $"{sample.Labels["http_request_method"]} "
                + $"{sample.Labels.GetValueOrDefault("http_route", "-")} "
                + $"{sample.Labels["http_response_status_code"]} {sample.Value}");

        Assert.Equal(expected.Order(), counted.Order());
    }

    [Fact]
    public void An_exception_that_a_middleware_handles_counts_under_the_route_that_threw()
    {
        Assert.Equal(2, traffic.Page.Value(
            "aspnetcore_request_exceptions_total",
            ("error_type", "System.InvalidOperationException"), ("http_route", "/boom/{id}"),
            ("http_request_method", "GET")));
        Assert.Equal(1, traffic.Page.Value(
            "aspnetcore_request_exceptions_total",
            ("error_type", "System.TimeoutException"), ("http_route", "/boom-async"), ("http_request_method", "GET")));
        Assert.Equal(2, traffic.Page.Value(
            Count, ("http_route", "/boom/{id}"), ("http_response_status_code", "500"),
            ("error_type", "System.InvalidOperationException")));
    }

    [Fact]
    public void A_request_that_is_executed_again_leaves_no_trace_of_the_page_that_answered_it()
    {
        foreach (var family in new[]
        {
            Count, "http_server_request_body_size_bytes_count", "http_server_response_body_size_bytes_count",
            "aspnetcore_request_exceptions_total", "aspnetcore_streaming_responses_total",
        })
        {
            Assert.DoesNotContain(
                traffic.Page.LabelValues(family, "http_route"),
                route => route.StartsWith("/sc/", StringComparison.Ordinal) || route == "/error");
        }
    }

    [Fact]
    public void The_endpoints_duration_counts_endpoints_only()
    {
        Assert.Equal(4, traffic.Page.Value("aspnetcore_endpoint_duration_seconds_count", ("http_route", "/sync")));
        Assert.Equal(2, traffic.Page.Value("aspnetcore_endpoint_duration_seconds_count", ("http_route", "/boom/{id}")));
        Assert.Equal(1, traffic.Page.Value(
            "aspnetcore_endpoint_duration_seconds_count",
            ("http_route", "/items/{id}"), ("http_request_method", "POST")));
        Assert.Equal(0, traffic.Page.Sum("aspnetcore_endpoint_duration_seconds_count", ("http_route", "/branch")));
    }

    [Theory]
    [InlineData("/known", 1000)]
    [InlineData("/chunked-up", 5000)]
    [InlineData("/pipe-up", 700)]
    [InlineData("/partial-read", 100)]
    [InlineData("/unread", 50)]
    public void A_request_body_counts_with_its_bytes_of_declared_length_or_as_read(string route, double bytes)
    {
        Assert.Equal(bytes, traffic.Page.Value(
            "http_server_request_body_size_bytes_sum", ("http_route", route), ("http_request_method", "POST")));
        Assert.Equal(1, traffic.Page.Value(
            "http_server_request_body_size_bytes_count", ("http_route", route), ("http_request_method", "POST")));
    }

    [Theory]
    [InlineData("/sync", 16)]
    [InlineData("/known-answer", 10)]
    [InlineData("/stream", 24)]
    [InlineData("/json", 29)]
    [InlineData("/file", 1000)]
    [InlineData("/sendfile", 1000)]
    [InlineData("/bodywriter", 400)]
    [InlineData("/body-swap", 12)]
    [InlineData("/charset/latin1", 4)]
    [InlineData("/charset/utf16", 8)]
    [InlineData("/missing/{id}", 15)]
    [InlineData("/boom/{id}", 20)]
    public void A_response_body_counts_with_the_bytes_that_were_written(string route, double bytes)
    {
        Assert.Equal(bytes, traffic.Page.Value(
            "http_server_response_body_size_bytes_sum", ("http_route", route), ("http_request_method", "GET")));
    }

    [Fact]
    public void An_answer_that_is_flushed_in_pieces_counts_as_streaming_and_no_other_does()
    {
        Assert.Equal(1, traffic.Page.Value("aspnetcore_streaming_responses_total", ("http_route", "/stream")));
        Assert.Equal(1, traffic.Page.Value("aspnetcore_streaming_responses_total", ("http_route", "/bodywriter")));
        foreach (var route in new[] { "/sync", "/json", "/known-answer", "/file", "/charset/none", "/hanging" })
        {
            Assert.Equal(0, traffic.Page.Sum("aspnetcore_streaming_responses_total", ("http_route", route)));
        }
    }

    [Fact]
    public void Charsets_count_by_known_names_and_the_rest_as_other()
    {
        Assert.Equal(
            traffic.Charsets.Select(charset => $"{charset.Key} {charset.Value}").Order(),
            traffic.Page.Samples("aspnetcore_response_charsets_total")
                .Where(sample => sample.Value > 0)
                .Select(sample => $"{sample.Labels["charset"]} {sample.Value}").Order());
    }

    [Fact]
    public void Requests_by_script_count() => Assert.Equal(2, traffic.Page.Value("aspnetcore_ajax_requests_total"));

    [Fact]
    public void Requests_that_ended_without_a_status_are_told_apart()
    {
        Assert.Equal(2, traffic.Page.Value("aspnetcore_unmeasured_requests_total", ("reason", "aborted")));
        Assert.Equal(2, traffic.Page.Sum("aspnetcore_unmeasured_requests_total"));
        Assert.Equal(0, traffic.Page.Sum(Count, ("http_route", "/hang")));
        Assert.Equal(0, traffic.Page.Sum(Count, ("http_route", "/abort")));
    }

    [Fact]
    public void An_endpoint_that_wants_no_metrics_has_none() =>
        Assert.DoesNotContain("http_route=\"/nometrics\"", traffic.Page.Text.Split('\n')
            .Where(line => !line.StartsWith("aspnetcore_routing_", StringComparison.Ordinal))
            .SelectMany(line => line.Split('{', ',', '}')));

    [Fact]
    public void Tags_that_the_application_adds_are_labels() =>
        Assert.Equal(1, traffic.Page.Value(Count, ("http_route", "/tags"), ("shop_colour", "red")));

    [Fact]
    public void The_scheme_and_the_protocol_version_are_the_conventions() =>
        Assert.All(traffic.Page.Samples(Count), sample =>
        {
            Assert.Equal("http", sample.Labels["url_scheme"]);
            Assert.Equal("1.1", sample.Labels["network_protocol_version"]);
        });
}
