using System.Security.Claims;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Requests;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests.Labels;

public sealed class RequestLabelTests
{
    [Theory]
    [InlineData("header:X-Tenant", "v0")]
    [InlineData("route:tenant", "v0")]
    [InlineData("query:tenant", "v0")]
    [InlineData("claim:tenant", "v0")]
    [InlineData("host:", "localhost")]
    [InlineData("host", "localhost")]
    [InlineData("const:blue", "blue")]
    public async Task Each_rule_labels_the_four_families(string rule, string value)
    {
        await using var app = await Start(rule);
        await Send(app, "v0");

        await app.Measured(1);
        foreach (var family in new Func<RequestFamilies, SeriesStream>[]
            { all => all.Duration, all => all.EndpointDuration, all => all.Exceptions, all => all.Ajax })
        {
            Assert.Equal(1, Samples.Of(family(app.Families)).Count(("tenant", value)));
        }

        Assert.Equal(0, Samples.Of(app.Families.ResponseBodySize).Count(("tenant", value)));
    }

    [Theory]
    [InlineData("header:X-Tenant")]
    [InlineData("route:tenant")]
    [InlineData("query:tenant")]
    [InlineData("claim:tenant")]
    public async Task Beyond_fifty_values_all_are_other(string rule)
    {
        await using var app = await Start(rule);
        for (var i = 0; i < 60; i++)
        {
            await Send(app, "v" + i);
        }

        await Send(app, "v3");
        var durations = await app.After(61, families => families.Duration);

        Assert.Equal(51, durations.Labels.Count);
        Assert.Equal(2, durations.Count(("tenant", "v3")));
        Assert.Equal(1, durations.Count(("tenant", "v49")));
        Assert.Equal(0, durations.Count(("tenant", "v50")));
        Assert.Equal(10, durations.Count(("tenant", "other")));
    }

    [Fact]
    public async Task A_request_without_a_value_has_no_label()
    {
        await using var app = await MeasuredApp.Start(
            ServerKind.InMemory, app => app.MapGet("/", () => "x"), null, ("RequestLabels", "tenant=header:X-Tenant;zone=const:z"));
        await app.Client.GetAsync("/");

        var durations = await app.After(1, families => families.Duration);
        Assert.DoesNotContain("tenant", Assert.Single(durations.Labels), StringComparison.Ordinal);
        Assert.Equal(1, durations.Count(("zone", "z")));
    }

    [Fact]
    public async Task Route_values_are_those_of_the_endpoint_that_failed()
    {
        await using var app = await MeasuredApp.Start(
            ServerKind.InMemory,
            app =>
            {
                app.UseExceptionHandler("/error/handler");
                app.UseRouting();
                app.MapGet("/fails/{version}", string () => throw new FormatException());
                app.MapGet("/error/{version}", () => "sorry");
            },
            null,
            ("RequestLabels", "version=route:version"));
        await app.Client.GetAsync("/fails/v1");

        Assert.Equal(1, (await app.After(1, families => families.Duration)).Count(("http_route", "/fails/{version}"), ("version", "v1")));
    }

    [Fact]
    public async Task Route_values_of_a_status_code_page_are_not_those_of_the_request()
    {
        await using var app = await MeasuredApp.Start(
            ServerKind.InMemory,
            app =>
            {
                app.UseStatusCodePagesWithReExecute("/status/{0}");
                app.UseRouting();
                app.MapGet("/status/{version}", () => "sorry");
            },
            null,
            ("RequestLabels", "version=route:version"));
        await app.Client.GetAsync("/nothing");

        Assert.DoesNotContain(
            "version=\"404", Assert.Single((await app.After(1, families => families.Duration)).Labels), StringComparison.Ordinal);
    }

    private static Task<MeasuredApp> Start(string rule) => MeasuredApp.Start(
        ServerKind.InMemory,
        app =>
        {
            app.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("tenant", context.Request.Query["tenant"].ToString())]));
                return next(context);
            });
            app.UseRouting();
            app.MapGet("/{tenant}", string () => throw new FormatException());
        },
        null,
        ("RequestLabels:tenant", rule));

    private static async Task Send(MeasuredApp app, string tenant)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{tenant}?tenant={tenant}");
        request.Headers.Add("X-Tenant", tenant);
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        await Assert.ThrowsAsync<FormatException>(() => app.Client.SendAsync(request));
    }
}
