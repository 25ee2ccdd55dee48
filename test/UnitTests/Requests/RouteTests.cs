using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Rewrite;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

public sealed class RouteTests
{
    [Theory]
    [InlineData(ServerKind.InMemory)]
    [InlineData(ServerKind.Kestrel)]
    [InlineData(ServerKind.KestrelHttp2)]
    public async Task Requests_are_labelled_with_the_template_of_their_route(ServerKind server)
    {
        await using var app = await MeasuredApp.Start(server, app =>
        {
            app.MapGet("/items/{id}", (string id) => id);
            app.MapGet("/", () => "root");
            app.MapGroup("/group").MapGet("/{a}/{b?}", (string a) => a);
        });
        foreach (var path in new[] { "/items/1", "/items/2", "/", "/group/x/y", "/nothing" })
        {
            await app.Client.GetAsync(path);
        }

        var durations = await app.After(5, families => families.Duration);

        Assert.Equal(2, durations.Count(("http_route", "/items/{id}"), ("http_response_status_code", "200")));
        Assert.Equal(1, durations.Count(("http_route", "/")));
        Assert.Equal(1, durations.Count(("http_route", "/group/{a}/{b?}")));
        Assert.Equal(1, durations.Count(("http_response_status_code", "404")));
        Assert.Equal(4, Samples.Of(app.Families.EndpointDuration).Count());
        Assert.Equal(2, Samples.Of(app.Families.EndpointDuration).Count(("http_route", "/items/{id}")));
    }

    [Fact]
    public async Task A_rewritten_request_has_the_route_that_it_was_rewritten_to()
    {
        await using var app = await MeasuredApp.Start(ServerKind.InMemory, app =>
        {
            app.UseRewriter(new RewriteOptions().AddRewrite("^old/(.*)$", "new/$1", skipRemainingRules: true));
            app.MapGet("/old/{id}", () => "old");
            app.MapGet("/new/{id}", () => "new");
        });
        Assert.Equal("new", await app.Client.GetStringAsync("/old/1"));

        var durations = await app.After(1, families => families.Duration);

        Assert.Equal(1, durations.Count(("http_route", "/new/{id}")));
        Assert.Equal(1, durations.Count());
    }

    [Fact]
    public async Task An_endpoint_that_is_taken_away_and_put_back_is_measured_once()
    {
        await using var app = await MeasuredApp.Start(ServerKind.InMemory, app =>
        {
            app.UseRouting();
            app.Use((context, next) =>
            {
                var captured = context.GetEndpoint();
                context.SetEndpoint(null);
                Assert.Null(context.GetEndpoint());
                context.SetEndpoint(captured);
                Assert.Same(captured, context.GetEndpoint());
                return next(context);
            });
            app.MapGet("/x/{id}", () => "x");
        });
        await app.Client.GetAsync("/x/1");

        var endpoints = await app.After(1, families => families.EndpointDuration);

        Assert.Equal(1, endpoints.Count(("http_route", "/x/{id}")));
        Assert.Equal(1, Samples.Of(app.Families.Duration).Count(("http_route", "/x/{id}")));
    }

    [Fact]
    public async Task An_endpoint_that_is_taken_away_for_good_leaves_no_route()
    {
        await using var app = await MeasuredApp.Start(ServerKind.InMemory, app =>
        {
            app.UseRouting();
            app.Use((context, next) =>
            {
                context.SetEndpoint(null);
                return next(context);
            });
            app.MapGet("/x/{id}", () => "x");
        });
        await app.Client.GetAsync("/x/1");

        var durations = await app.After(1, families => families.Duration);

        Assert.Equal(0, durations.Count(("http_route", "/x/{id}")));
        Assert.Equal(1, durations.Count(("http_response_status_code", "404")));
    }

    [Fact]
    public async Task A_short_circuited_endpoint_is_measured()
    {
        await using var app = await MeasuredApp.Start(
            ServerKind.InMemory, app => app.MapGet("/robots.txt", () => "none").ShortCircuit());
        await app.Client.GetAsync("/robots.txt");

        Assert.Equal(1, (await app.After(1, families => families.EndpointDuration)).Count(("http_route", "/robots.txt")));
    }
}
