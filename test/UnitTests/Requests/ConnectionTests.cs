using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Nothing_is_left_from_one_request_of_a_connection_to_the_next()
    {
        var features = new HashSet<object>(ReferenceEqualityComparer.Instance);
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app =>
        {
            app.Use((context, next) =>
            {
                features.Add(context.Features);
                Assert.Equal(context.Request.Path == "/tagged" ? "/tagged" : null, context.GetEndpoint() is null ? null : "/tagged");
                return next(context);
            });
            app.Use((context, next) => next(context));
            app.MapPost("/tagged", async (HttpContext context) =>
            {
                Assert.Empty(context.Features.GetRequiredFeature<IHttpMetricsTagsFeature>().Tags);
                context.Features.GetRequiredFeature<IHttpMetricsTagsFeature>().Tags.Add(new("own", "x"));
                await context.Request.Body.CopyToAsync(Stream.Null);
                await context.Response.WriteAsync("abc");
                await context.Response.WriteAsync("def");
            });
        });
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", app.Address.Port);
        var stream = client.GetStream();
        var requests = string.Concat(Enumerable.Repeat(
            "POST /tagged HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\n\r\n",
            5));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(requests));

        var durations = await app.After(10, families => families.Duration);

        Assert.Single(features);
        Assert.Equal(5, durations.Count(("http_route", "/tagged"), ("own", "x"), ("http_response_status_code", "200")));
        Assert.Equal(5, durations.Count(("http_response_status_code", "404"), ("aspnetcore_request_is_unhandled", "true")));
        Assert.Equal(10, durations.Count());
        Assert.Equal(25, Samples.Of(app.Families.RequestBodySize).Sum());
        Assert.Equal(30, Samples.Of(app.Families.ResponseBodySize).Sum());
        Assert.Equal(5, Samples.Of(app.Families.Streaming).Count());
    }

    [Fact]
    public async Task Parallel_streams_of_one_connection_are_kept_apart()
    {
        const int Each = 100;
        await using var app = await MeasuredApp.Start(ServerKind.KestrelHttp2, app =>
        {
            app.MapPost("/even/{n}", Echo);
            app.MapPost("/odd/{n}", Echo);
        });
        await Task.WhenAll(Enumerable.Range(0, 2 * Each).Select(async n =>
        {
            using var content = new ChunkedContent(new byte[n]);
            using var response = await app.Client.PostAsync(n % 2 == 0 ? $"/even/{n}" : $"/odd/{n}", content);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(n, (await response.Content.ReadAsByteArrayAsync()).Length);
        }));

        var durations = await app.After(2 * Each, families => families.Duration);

        Assert.Equal(Each, durations.Count(("http_route", "/even/{n}"), ("network_protocol_version", "2")));
        Assert.Equal(Each, durations.Count(("http_route", "/odd/{n}"), ("network_protocol_version", "2")));
        var read = Samples.Of(app.Families.RequestBodySize);
        var written = Samples.Of(app.Families.ResponseBodySize);
        Assert.Equal(Enumerable.Range(0, Each).Sum(n => 2 * n), read.Sum(("http_route", "/even/{n}")));
        Assert.Equal(Enumerable.Range(0, Each).Sum(n => (2 * n) + 1), read.Sum(("http_route", "/odd/{n}")));
        Assert.Equal(read.Sum(), written.Sum());
        Assert.Equal(0, Samples.Of(app.Families.Active).Count());

        static async Task Echo(HttpContext context)
        {
            await Task.Yield();
            await context.Request.Body.CopyToAsync(context.Response.Body);
        }
    }

    [Fact]
    public async Task Trailers_still_arrive()
    {
        await using var app = await MeasuredApp.Start(ServerKind.KestrelHttp2, app => app.MapPost("/grpc", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/grpc";
            while (true)
            {
                var read = await context.Request.BodyReader.ReadAsync();
                foreach (var part in read.Buffer)
                {
                    await context.Response.BodyWriter.WriteAsync(part);
                }

                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }

            context.Response.AppendTrailer("grpc-status", "0");
        }));
        using var content = new ChunkedContent([1, 2, 3], [4, 5]);
        using var response = await app.Client.PostAsync("/grpc", content);
        Assert.Equal([1, 2, 3, 4, 5], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));

        Assert.Equal(5, (await app.After(1, families => families.RequestBodySize)).Sum());
        Assert.Equal(5, Samples.Of(app.Families.ResponseBodySize).Sum());
    }

    [Theory]
    [InlineData(ServerKind.Kestrel)]
    [InlineData(ServerKind.KestrelHttp2)]
    public async Task Web_sockets_still_open(ServerKind server)
    {
        await using var app = await MeasuredApp.Start(server, app =>
        {
            app.UseWebSockets();
            app.Map("/ws", async (HttpContext context) =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                var buffer = new byte[64];
                var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
                await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, true, CancellationToken.None);
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            });
        });
        using var client = new ClientWebSocket();
        client.Options.HttpVersion = app.Client.DefaultRequestVersion;
        client.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{app.Address.Port}/ws"), invoker, CancellationToken.None);
        await client.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[64];
        var received = await client.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, received.Count));
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.Equal(1, (await app.After(1, families => families.Duration)).Count(
            ("http_route", "/ws"), ("http_response_status_code", server == ServerKind.Kestrel ? "101" : "200")));
    }

    [Theory]
    [InlineData(ServerKind.InMemory)]
    [InlineData(ServerKind.Kestrel)]
    public async Task A_measurement_inside_a_measurement_counts_once(ServerKind server)
    {
        await using var app = await MeasuredApp.Start(
            server,
            app =>
            {
                app.Services.GetServices<IStartupFilter>().OfType<MeasuringFilter>().Single().AddTo(app);
                app.UseRouting();
                app.MapGet("/x", () => "x");
            });
        await app.Client.GetAsync("/x");

        Assert.Equal(1, (await app.After(1, families => families.Duration)).Count());
        Assert.Equal(1, Samples.Of(app.Families.EndpointDuration).Count());
    }
}
