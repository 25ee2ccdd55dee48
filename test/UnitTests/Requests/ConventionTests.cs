using System.Net.Sockets;
using System.Text;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

/// <summary>On requests that nothing re-executes, labels are those of the framework's own measurement.</summary>
public sealed class ConventionTests
{
    [Theory]
    [InlineData("GET", "/ok", ServerKind.Kestrel)]
    [InlineData("get", "/ok", ServerKind.Kestrel)]
    [InlineData("HEAD", "/ok", ServerKind.Kestrel)]
    [InlineData("POST", "/ok", ServerKind.Kestrel)]
    [InlineData("QUERY", "/ok", ServerKind.Kestrel)]
    [InlineData("MADEUP", "/ok", ServerKind.Kestrel)]
    [InlineData("GET", "/", ServerKind.Kestrel)]
    [InlineData("GET", "/nothing", ServerKind.Kestrel)]
    [InlineData("DELETE", "/get-only", ServerKind.Kestrel)]
    [InlineData("GET", "/status/503", ServerKind.Kestrel)]
    [InlineData("GET", "/status/404", ServerKind.Kestrel)]
    [InlineData("GET", "/number/abc", ServerKind.Kestrel)]
    [InlineData("GET", "/fails", ServerKind.Kestrel)]
    [InlineData("GET", "/fails-late", ServerKind.Kestrel)]
    [InlineData("GET", "/bad", ServerKind.Kestrel)]
    [InlineData("GET", "/tagged", ServerKind.Kestrel)]
    [InlineData("GET", "/retyped", ServerKind.Kestrel)]
    [InlineData("GET", "/ok", ServerKind.KestrelHttp2)]
    [InlineData("GET", "/fails", ServerKind.KestrelHttp2)]
    [InlineData("GET", "/ok", ServerKind.InMemory)]
    [InlineData("GET", "/status/503", ServerKind.InMemory)]
    public async Task Labels_are_those_of_the_frameworks_measurement(string method, string path, ServerKind server)
    {
        await using var app = await MeasuredApp.Start(server, Configure);
        using var framework = new FrameworkMeasurements(app.Services);
        await Send(app, method, path);

        var expected = FrameworkMeasurements.Labels(await framework.Next());
        var durations = await app.After(1, families => families.Duration);

        Assert.Equal(expected, Assert.Single(durations.Labels));
    }

    [Theory]
    [InlineData("GET", "/tagged")]
    [InlineData("GET", "/fails")]
    [InlineData("GET", "/nothing")]
    public async Task Labels_are_the_same_when_nobody_listens_to_the_framework(string method, string path)
    {
        string listened;
        await using (var app = await MeasuredApp.Start(ServerKind.Kestrel, Configure))
        {
            using var framework = new FrameworkMeasurements(app.Services);
            await Send(app, method, path);
            listened = FrameworkMeasurements.Labels(await framework.Next());
        }

        await using var alone = await MeasuredApp.Start(ServerKind.Kestrel, Configure);
        await Send(alone, method, path);

        Assert.Equal(listened, Assert.Single((await alone.After(1, families => families.Duration)).Labels));
    }

    [Fact]
    public async Task The_frameworks_own_measurement_is_unchanged_by_ours()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, Configure);
        using var framework = new FrameworkMeasurements(app.Services);
        await Send(app, "GET", "/tagged");

        var tags = (await framework.Next()).ToDictionary();

        Assert.Equal(
            ["http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "own", "url.scheme"],
            tags.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("/tagged", tags["http.route"]);
        Assert.Equal(200, tags["http.response.status_code"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_tags_of_one_name_the_applications_counts(bool listened)
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, Configure);
        using var framework = listened ? new FrameworkMeasurements(app.Services) : null;
        await Send(app, "GET", "/retagged");

        Assert.Equal(1, (await app.After(1, families => families.Duration)).Count(("http_route", "/of-its-own")));
    }

    [Fact]
    public async Task The_oldest_protocol_has_its_version()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, Configure);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", app.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /ok HTTP/1.0\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        await reader.ReadToEndAsync();

        var durations = await app.After(1, families => families.Duration);

        Assert.Equal(1, durations.Count(("network_protocol_version", "1.0"), ("url_scheme", "http")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_whose_metrics_are_disabled_are_not_measured(bool listened)
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app =>
        {
            app.MapGet("/quiet", () => "quiet").DisableHttpMetrics();
            app.MapGet("/later", (HttpContext context) =>
            {
                context.Features.GetRequiredFeature<IHttpMetricsTagsFeature>().MetricsDisabled = true;
            });
            app.MapGet("/fails", string () => throw new InvalidOperationException()).DisableHttpMetrics();
            app.MapGet("/loud", () => "loud");
        });
        using var framework = listened ? new FrameworkMeasurements(app.Services) : null;
        foreach (var path in new[] { "/quiet", "/later", "/fails", "/loud" })
        {
            await app.Client.GetAsync(path);
        }

        var durations = await app.After(1, families => families.Duration);

        Assert.Equal(1, durations.Count());
        Assert.Equal(1, durations.Count(("http_route", "/loud")));
        Assert.Equal(0, Samples.Of(app.Families.Exceptions).Count());
        Assert.Equal(0, Samples.Of(app.Families.EndpointDuration).Count(("http_route", "/quiet")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_whose_endpoint_wants_no_metrics_are_not_measured_when_a_handler_answers(bool listened)
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app =>
        {
            app.UseExceptionHandler(handler => handler.Run(context => context.Response.WriteAsync("sorry")));
            app.MapGet("/fails", string () => throw new InvalidOperationException()).DisableHttpMetrics();
            app.MapGet("/loud", () => "loud");
        });
        using var framework = listened ? new FrameworkMeasurements(app.Services) : null;
        await app.Client.GetAsync("/fails");
        await app.Client.GetAsync("/loud");

        var durations = await app.After(1, families => families.Duration);

        Assert.Equal(1, durations.Count());
        Assert.Equal(1, durations.Count(("http_route", "/loud")));
    }

    private static void Configure(WebApplication app)
    {
        app.Map("/ok", () => "ok");
        app.MapGet("/", () => "root");
        app.MapGet("/get-only", () => "get");
        app.MapGet("/status/{code:int}", (int code) => Results.StatusCode(code));
        app.MapGet("/number/{number}", (int number) => number);
        app.MapGet("/fails", string () => throw new InvalidOperationException());
        app.MapGet("/fails-late", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("begun");
            throw new InvalidOperationException();
        });
        app.MapGet("/bad", string () => throw new BadHttpRequestException("bad", 418));
        app.MapGet("/tagged", (HttpContext context) => Tag(context, "own", "tag"));
        app.MapGet("/retagged", (HttpContext context) => Tag(context, "http.route", "/of-its-own"));
        app.MapGet("/retyped", (HttpContext context) => Tag(context, "error.type", "of its own"));
    }

    private static void Tag(HttpContext context, string name, string value) =>
        context.Features.Get<IHttpMetricsTagsFeature>()!.Tags.Add(new(name, value));

    private static async Task Send(MeasuredApp app, string method, string path)
    {
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path)
            {
                Version = app.Client.DefaultRequestVersion,
                VersionPolicy = app.Client.DefaultVersionPolicy,
            };
            using var response = await app.Client.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            // An answer that ends in the middle.
        }
    }
}
