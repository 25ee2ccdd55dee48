using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

public sealed class EndpointIdentityTests
{
    [Fact]
    public async Task A_measured_endpoint_is_a_route_endpoint_with_the_metadata_and_name_of_its_original()
    {
        var seen = new List<Endpoint?>();
        var original = new RouteEndpoint(
            context =>
            {
                seen.Add(context.GetEndpoint());
                return Task.CompletedTask;
            },
            RoutePatternFactory.Parse("/x/{id:int}"),
            3,
            new EndpointMetadataCollection(new object()),
            "the endpoint");
        await using var app = await MeasuredApp.Start(
            ServerKind.InMemory,
            app => ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(original)));
        await app.Client.GetAsync("/x/1");
        await app.Client.GetAsync("/x/2");

        var measured = Assert.IsType<RouteEndpoint>(seen[0]);
        Assert.Same(measured, seen[1]);
        Assert.NotSame(original, measured);
        Assert.Same(original.Metadata, measured.Metadata);
        Assert.Same(original.RoutePattern, measured.RoutePattern);
        Assert.Equal(original.DisplayName, measured.DisplayName);
        Assert.Equal(3, measured.Order);
    }

    [Fact]
    public async Task An_endpoint_of_the_applications_own_class_is_not_copied()
    {
        var own = new OwnEndpoint(context => context.Response.WriteAsync("own"));
        await using var app = await MeasuredApp.Start(ServerKind.InMemory, app =>
        {
            app.UseRouting();
            app.Use((context, next) =>
            {
                context.SetEndpoint(own);
                Assert.Same(own, context.GetEndpoint());
                return next(context);
            });
            app.UseEndpoints(_ => { });
        });

        Assert.Equal("own", await app.Client.GetStringAsync("/"));
        Assert.Equal(1, (await app.After(1, families => families.Duration)).Count(("http_response_status_code", "200")));
    }

    [Theory]
    [InlineData(ServerKind.InMemory)]
    [InlineData(ServerKind.Kestrel)]
    [InlineData(ServerKind.KestrelHttp2)]
    public async Task Callbacks_of_the_response_still_see_the_endpoint(ServerKind server)
    {
        var starting = new TaskCompletionSource<string?>();
        var completed = new TaskCompletionSource<string?>();
        await using var app = await MeasuredApp.Start(server, app => app.MapGet("/x", (HttpContext context) =>
        {
            context.Response.OnStarting(() =>
            {
                starting.TrySetResult(context.GetEndpoint()?.DisplayName);
                return Task.CompletedTask;
            });
            context.Response.OnCompleted(() =>
            {
                completed.TrySetResult(context.GetEndpoint()?.DisplayName);
                return Task.CompletedTask;
            });
            return "x";
        }).WithDisplayName("the endpoint"));
        await app.Client.GetAsync("/x");

        Assert.Equal("the endpoint", await starting.Task);
        Assert.Equal("the endpoint", await completed.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private sealed class OwnEndpoint(RequestDelegate run) : Endpoint(run, EndpointMetadataCollection.Empty, "own");
}
