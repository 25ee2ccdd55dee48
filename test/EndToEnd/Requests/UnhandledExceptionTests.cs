using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Requests;

public sealed class UnhandledExceptionTests
{
    private const string Count = "http_server_request_duration_seconds_count";

    [Fact]
    public async Task An_exception_that_nobody_handles_counts_and_goes_on_to_the_server()
    {
        var variables = DropIn.Variables();
        variables["HANDLER"] = "0";
        await using var app = await AppProcess.StartAsync("Requests", variables);
        await app.GetAsync("/boom/1", 2);
        await app.GetAsync("/boom-async");
        await app.GetAsync("/mw-boom");

        var page = await app.ScrapeUntilAsync(page => page.Sum(Count) >= 4);

        Assert.Equal(2, page.Value(
            Count, ("http_route", "/boom/{id}"), ("http_response_status_code", "500"),
            ("error_type", "System.InvalidOperationException")));
        Assert.Equal(1, page.Value(
            Count, ("http_route", "/boom-async"), ("http_response_status_code", "500"),
            ("error_type", "System.TimeoutException")));
        Assert.Equal(1, page.Value(
            Count, ("http_route", ""), ("http_response_status_code", "500"),
            ("error_type", "System.InvalidOperationException")));
        Assert.Equal(2, page.Value("aspnetcore_request_exceptions_total", ("http_route", "/boom/{id}")));
        Assert.Equal(1, page.Value("aspnetcore_request_exceptions_total", ("http_route", "/boom-async")));
    }
}
