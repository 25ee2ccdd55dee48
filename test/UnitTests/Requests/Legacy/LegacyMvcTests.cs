using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests.Legacy;

/// <summary>MVC and routers without endpoints (<c>EnableEndpointRouting = false</c>).</summary>
public sealed class LegacyMvcTests
{
    [Theory]
    [InlineData(ServerKind.InMemory)]
    [InlineData(ServerKind.Kestrel)]
    public async Task Actions_are_labelled_with_the_template_of_their_route(ServerKind server)
    {
        await using var app = await Start(server, _ => { });
        foreach (var path in new[] { "/", "/Legacy/Index/5", "/Legacy/Index/6", "/attributed/7", "/nothing/at/all/here" })
        {
            await app.Client.GetAsync(path);
        }

        var durations = await app.After(5, families => families.Duration);

        Assert.Equal(3, durations.Count(("http_route", "{controller=Legacy}/{action=Index}/{id?}")));
        Assert.Equal(1, durations.Count(("http_route", "attributed/{id}")));
        Assert.Equal(1, durations.Count(("http_response_status_code", "404")));
        Assert.Equal(4, Samples.Of(app.Families.EndpointDuration).Count());
    }

    [Fact]
    public async Task An_exception_is_counted_under_the_route_of_its_action_although_a_handler_re_executes()
    {
        await using var app = await Start(ServerKind.Kestrel, app => app.UseExceptionHandler("/attributed/error"));
        using var response = await app.Client.GetAsync("/Legacy/Fails/1");
        Assert.Equal("attributed", await response.Content.ReadAsStringAsync());

        var durations = await app.After(1, families => families.Duration);
        Assert.Equal(1, durations.Count(
            ("http_route", "{controller=Legacy}/{action=Index}/{id?}"),
            ("http_response_status_code", "500"),
            ("error_type", "System.FormatException")));
        Assert.Equal(1, Samples.Of(app.Families.Exceptions).Count(("error_type", "System.FormatException")));
    }

    [Theory]
    [InlineData("/attributed/{0}", "attributed")]
    [InlineData("/Legacy/Index/{0}", "index")]
    public async Task A_status_code_page_does_not_give_its_route_to_a_path_that_matched_nothing(string page, string text)
    {
        await using var app = await Start(ServerKind.Kestrel, app => app.UseStatusCodePagesWithReExecute(page));
        using var response = await app.Client.GetAsync("/nothing/at/all/here");
        Assert.Equal(text, await response.Content.ReadAsStringAsync());

        var durations = await app.After(1, families => families.Duration);
        Assert.Equal(1, durations.Count(("http_response_status_code", "404")));
        Assert.DoesNotContain("http_route", Assert.Single(durations.Labels), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/attributed/error")]
    [InlineData("/Legacy/Index/error")]
    public async Task An_exception_handler_does_not_give_its_route_to_a_middleware_that_failed(string page)
    {
        await using var app = await Start(ServerKind.Kestrel, app =>
        {
            app.UseExceptionHandler(page);
            app.Use((context, next) => context.Request.Path == "/middleware" ? throw new FormatException() : next(context));
        });
        await app.Client.GetAsync("/middleware");

        Assert.DoesNotContain(
            "http_route", Assert.Single((await app.After(1, families => families.Duration)).Labels), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_router_without_mvc_has_its_templates()
    {
        await using var app = await MeasuredApp.Start(
            ServerKind.InMemory,
            app => app.UseRouter(router => router.MapGet("routed/{id}", context => context.Response.WriteAsync("routed"))),
            builder => builder.Services.AddRouting());
        Assert.Equal("routed", await app.Client.GetStringAsync("/routed/5"));

        Assert.Equal(1, (await app.After(1, families => families.Duration)).Count(("http_route", "routed/{id}")));
    }

    private static Task<MeasuredApp> Start(ServerKind server, Action<WebApplication> before) => MeasuredApp.Start(
        server,
        app =>
        {
            before(app);
            app.UseMvc(routes => routes.MapRoute("default", "{controller=Legacy}/{action=Index}/{id?}"));
        },
        builder => builder.Services.AddMvc(options => options.EnableEndpointRouting = false)
            .AddApplicationPart(typeof(LegacyMvcTests).Assembly));
}
