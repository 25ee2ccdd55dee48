using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests.Bodies;

public sealed class ResponseBodyTests
{
    [Theory]
    [InlineData("stream", 300, true)]
    [InlineData("bytes", 300, false)]
    [InlineData("old", 100, false)]
    [InlineData("writer", 300, false)]
    [InlineData("writer flushed", 300, true)]
    [InlineData("writer as stream", 300, true)]
    [InlineData("started", 100, false)]
    [InlineData("completed", 100, false)]
    [InlineData("both", 200, false)]
    [InlineData("declared", 300, false)]
    [InlineData("swapped", 300, false)]
    [InlineData("file", 50, false)]
    [InlineData("nothing", 0, false)]
    public async Task Bytes_are_counted_whichever_way_they_are_written(string way, int bytes, bool streamed)
    {
        foreach (var server in new[] { ServerKind.InMemory, ServerKind.Kestrel, ServerKind.KestrelHttp2 })
        {
            await using var app = await MeasuredApp.Start(server, app => app.MapGet("/x", context => Write(context, way)));
            using var response = await app.Client.GetAsync("/x");
            Assert.Equal(bytes, (await response.Content.ReadAsByteArrayAsync()).Length);

            var sizes = await app.After(1, families => families.ResponseBodySize);
            Assert.Equal(bytes, sizes.Sum(("http_route", "/x"), ("http_request_method", "GET")));
            Assert.Equal(1, sizes.Count());
            Assert.Equal(streamed ? 1 : 0, Samples.Of(app.Families.Streaming).Count());
        }
    }

    [Fact]
    public async Task A_head_request_has_no_body()
    {
        await using var app = await MeasuredApp.Start(
            ServerKind.Kestrel, app => app.Map("/x", context => context.Response.WriteAsync("hidden")));
        using var request = new HttpRequestMessage(HttpMethod.Head, "/x");
        await app.Client.SendAsync(request);

        var sizes = await app.After(1, families => families.ResponseBodySize);
        Assert.Equal(0, sizes.Sum(("http_request_method", "HEAD")));
        Assert.Equal(1, sizes.Count());
    }

    [Fact]
    public async Task A_compressed_body_counts_what_leaves_the_server()
    {
        await using var app = await MeasuredApp.Start(
            ServerKind.Kestrel,
            app =>
            {
                app.UseResponseCompression();
                app.UseRouting();
                app.MapGet("/x", async (HttpContext context) =>
                {
                    context.Response.ContentType = "text/plain";
                    context.Response.ContentLength = 100_000;
                    await context.Response.WriteAsync(new string('a', 100_000));
                });
            },
            builder => builder.Services.AddResponseCompression());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/x");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await app.Client.SendAsync(request);
        var sent = (await response.Content.ReadAsByteArrayAsync()).Length;

        Assert.InRange(sent, 1, 10_000);
        Assert.Equal(sent, (await app.After(1, families => families.ResponseBodySize)).Sum());
    }

    [Fact]
    public async Task The_page_of_an_exception_handler_counts_where_the_endpoint_had_declared_another_length()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app =>
        {
            app.UseExceptionHandler(handler => handler.Run(context => context.Response.WriteAsync("sorry")));
            app.UseRouting();
            app.MapGet("/x", (HttpContext context) =>
            {
                context.Response.ContentLength = 1000;
                _ = context.Response.Body;
                throw new FormatException();
            });
        });
        using var response = await app.Client.GetAsync("/x");
        Assert.Equal("sorry", await response.Content.ReadAsStringAsync());

        Assert.Equal(5, (await app.After(1, families => families.ResponseBodySize)).Sum());
    }

    [Fact]
    public async Task Synchronous_writing_stays_refused()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app => app.MapGet("/x", async (HttpContext context) =>
        {
            var refused = Assert.Throws<InvalidOperationException>(() => context.Response.Body.Write([1], 0, 1));
            await context.Response.BodyWriter.WriteAsync(System.Text.Encoding.UTF8.GetBytes(refused.Message));
        }));
        var message = await app.Client.GetStringAsync("/x");

        Assert.Contains("Synchronous operations are disallowed", message, StringComparison.Ordinal);
        Assert.Equal(message.Length, (await app.After(1, families => families.ResponseBodySize)).Sum());
    }

    private static async Task Write(HttpContext context, string way)
    {
        var response = context.Response;
        var hundred = new byte[100];
        switch (way)
        {
            case "stream":
                await response.Body.WriteAsync(hundred);
                await response.Body.WriteAsync(hundred.AsMemory());
                await response.Body.FlushAsync();
                await response.Body.WriteAsync(hundred);
                break;
            case "bytes":
                context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
                response.Body.Write(hundred, 0, 99);
                response.Body.WriteByte(1);
                response.Body.Write(hundred);
                response.Body.Write(hundred);
                break;
            case "old":
                await Task.Factory.FromAsync(response.Body.BeginWrite, response.Body.EndWrite, hundred, 0, 100, null);
                break;
            case "writer" or "writer flushed":
                for (var i = 0; i < 3; i++)
                {
                    response.BodyWriter.GetSpan(100)[..100].Clear();
                    response.BodyWriter.Advance(100);
                    if (way != "writer")
                    {
                        await response.BodyWriter.FlushAsync();
                    }
                }

                break;
            case "writer as stream":
                for (var i = 0; i < 3; i++)
                {
                    await response.BodyWriter.AsStream().WriteAsync(hundred);
                }

                break;
            case "started":
                await response.StartAsync();
                await response.Body.WriteAsync(hundred);
                break;
            case "completed":
                await response.Body.WriteAsync(hundred);
                await response.CompleteAsync();
                break;
            case "both":
                await response.Body.WriteAsync(hundred);
                await response.BodyWriter.WriteAsync(hundred);
                break;
            case "declared":
                response.ContentLength = 300;
                await response.Body.WriteAsync(hundred);
                await response.Body.WriteAsync(hundred);
                await response.BodyWriter.WriteAsync(hundred);
                break;
            case "swapped":
                await Swapped(response, new byte[300]);
                break;
            case "file":
                await response.SendFileAsync(typeof(ResponseBodyTests).Assembly.Location, 10, 50);
                break;
        }
    }

    private static async Task Swapped(HttpResponse response, byte[] bytes)
    {
        var before = response.Body;
        using var held = new MemoryStream();
        response.Body = held;
        await response.BodyWriter.WriteAsync(bytes);
        response.Body = before;
        Assert.Same(before, response.Body);
        held.Position = 0;
        await response.Body.WriteAsync(held.ToArray());
    }
}
