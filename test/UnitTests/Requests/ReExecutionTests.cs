using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

/// <summary>A request that a middleware sends through the pipeline once more keeps the route that it had.</summary>
public sealed class ReExecutionTests
{
    [Theory]
    [InlineData(ServerKind.InMemory)]
    [InlineData(ServerKind.Kestrel)]
    public async Task An_exception_handler_with_a_path_leaves_the_route_of_the_endpoint_that_failed(ServerKind server)
    {
        await using var app = await MeasuredApp.Start(server, app =>
        {
            app.UseExceptionHandler("/error");
            app.MapGet("/fails/{id}", string (string id) => throw new InvalidOperationException(id));
            app.MapGet("/error", () => "sorry");
        });
        await app.Client.GetAsync("/fails/1");
        await app.Client.GetAsync("/error");

        var durations = await app.After(2, families => families.Duration);

        Assert.Equal(1, durations.Count(
            ("http_route", "/fails/{id}"),
            ("http_response_status_code", "500"),
            ("error_type", "System.InvalidOperationException")));
        Assert.Equal(1, durations.Count(("http_route", "/error"), ("http_response_status_code", "200")));
        Assert.Equal(1, Samples.Of(app.Families.Exceptions).Count(("http_route", "/fails/{id}")));
        Assert.Equal(1, Samples.Of(app.Families.Exceptions).Count());
    }

    [Fact]
    public async Task An_exception_handler_with_a_delegate_leaves_the_route()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app =>
        {
            app.UseExceptionHandler(handler => handler.Run(context => context.Response.WriteAsync("sorry")));
            app.MapGet("/fails/{id}", async Task (string id) =>
            {
                await Task.Yield();
                throw new FormatException(id);
            });
        });
        await app.Client.GetAsync("/fails/1");

        var durations = await app.After(1, families => families.Duration);

        Assert.Equal(1, durations.Count(
            ("http_route", "/fails/{id}"), ("http_response_status_code", "500"), ("error_type", "System.FormatException")));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(200)]
    public async Task A_handled_exception_of_a_middleware_gives_no_route_of_the_handler(int status)
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app =>
        {
            app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", StatusCodeSelector = _ => status });
            app.Use((context, next) => context.Request.Path == "/middleware"
                ? throw new InvalidOperationException()
                : next(context));
            app.UseRouting();
            app.MapGet("/error", () => "sorry");
        });
        await app.Client.GetAsync("/middleware");

        var durations = await app.After(1, families => families.Duration);

        Assert.Equal(0, durations.Count(("http_route", "/error")));
        Assert.Equal(1, durations.Count(("http_response_status_code", $"{status}")));
    }

    [Fact]
    public async Task A_status_code_page_leaves_the_route_or_its_absence()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app =>
        {
            app.UseStatusCodePagesWithReExecute("/status/{0}");
            app.MapGet("/gone/{id}", () => Results.StatusCode(410));
            app.MapGet("/status/{code}", (string code) => code);
        });
        await app.Client.GetAsync("/gone/1");
        await app.Client.GetAsync("/nothing");
        await app.Client.GetAsync("/status/1");

        var durations = await app.After(3, families => families.Duration);

        Assert.Equal(1, durations.Count(("http_route", "/gone/{id}"), ("http_response_status_code", "410")));
        Assert.Equal(1, durations.Count(("http_response_status_code", "404")));
        Assert.Equal(0, durations.Count(("http_response_status_code", "404"), ("http_route", "/status/{code}")));
        Assert.Equal(1, durations.Count(("http_route", "/status/{code}"), ("http_response_status_code", "200")));
    }

    [Fact]
    public async Task Exception_handler_and_status_code_page_together_leave_the_route()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app =>
        {
            app.UseExceptionHandler("/error");
            app.UseStatusCodePagesWithReExecute("/status/{0}");
            app.UseRouting();
            app.MapGet("/fails/{id}", string (string id) => throw new InvalidOperationException(id));
            app.MapGet("/gone/{id}", () => Results.StatusCode(410));
            app.MapGet("/error", () => Results.StatusCode(500));
            app.MapGet("/status/{code}", (string code) => code == "410" ? throw new FormatException() : code);
        });
        await app.Client.GetAsync("/fails/1");
        await app.Client.GetAsync("/gone/1");

        var durations = await app.After(2, families => families.Duration);

        Assert.Equal(1, durations.Count(("http_route", "/fails/{id}"), ("http_response_status_code", "500")));
        Assert.Equal(1, durations.Count(("http_route", "/gone/{id}"), ("http_response_status_code", "500")));
        Assert.Equal(2, durations.Count());
    }
}
