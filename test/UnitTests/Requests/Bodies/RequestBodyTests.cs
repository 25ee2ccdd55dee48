using System.Buffers;
using System.IO.Compression;
using System.Text;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests.Bodies;

public sealed class RequestBodyTests
{
    [Theory]
    [InlineData("stream", ServerKind.InMemory)]
    [InlineData("stream", ServerKind.Kestrel)]
    [InlineData("stream", ServerKind.KestrelHttp2)]
    [InlineData("pipe", ServerKind.InMemory)]
    [InlineData("pipe", ServerKind.Kestrel)]
    [InlineData("pipe", ServerKind.KestrelHttp2)]
    [InlineData("slowly", ServerKind.Kestrel)]
    [InlineData("old", ServerKind.Kestrel)]
    [InlineData("buffered", ServerKind.Kestrel)]
    [InlineData("pipe as stream", ServerKind.Kestrel)]
    public async Task Bytes_of_a_chunked_body_are_counted_as_read(string way, ServerKind server)
    {
        await using var app = await MeasuredApp.Start(server, app => app.MapPost("/x", async (HttpContext context) =>
            await context.Response.WriteAsync($"{await Read(context, way)}")));
        using var content = new ChunkedContent(new byte[100_000], new byte[1], new byte[2_345]);
        using var response = await app.Client.PostAsync("/x", content);
        Assert.Equal("102346", await response.Content.ReadAsStringAsync());

        var sizes = await app.After(1, families => families.RequestBodySize);
        Assert.Equal(102_346, sizes.Sum(("http_route", "/x"), ("http_request_method", "POST")));
        Assert.Equal(1, sizes.Count());
    }

    [Theory]
    [InlineData(ServerKind.InMemory)]
    [InlineData(ServerKind.Kestrel)]
    public async Task A_declared_length_counts_as_it_is(ServerKind server)
    {
        await using var app = await MeasuredApp.Start(server, app => app.MapPost("/x", () => "not read"));
        using var content = new ByteArrayContent(new byte[500]);
        await app.Client.PostAsync("/x", content);
        await app.Client.PostAsync("/x", null);

        var sizes = await app.After(2, families => families.RequestBodySize);
        Assert.Equal(500, sizes.Sum());
        Assert.Equal(2, sizes.Count());
    }

    [Fact]
    public async Task A_chunked_body_that_is_read_in_part_counts_the_part()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app => app.MapPost("/x", async (HttpContext context) =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[10]);
        }));
        using var content = new ChunkedContent(new byte[1000]);
        await app.Client.PostAsync("/x", content);

        Assert.Equal(10, (await app.After(1, families => families.RequestBodySize)).Sum());
    }

    [Theory]
    [InlineData(ServerKind.InMemory, "/none")]
    [InlineData(ServerKind.InMemory, "/x")]
    [InlineData(ServerKind.Kestrel, "/none")]
    [InlineData(ServerKind.Kestrel, "/x")]
    [InlineData(ServerKind.KestrelHttp2, "/none")]
    [InlineData(ServerKind.KestrelHttp2, "/x")]
    public async Task The_pipe_of_a_replaced_body_reads_what_it_was_replaced_by(ServerKind server, string ignored)
    {
        await using var app = await MeasuredApp.Start(
            server,
            app =>
            {
                app.Use((context, next) =>
                {
                    context.Request.Body = new MemoryStream("replaced"u8.ToArray());
                    return next(context);
                });
                app.UseRouting();
                app.MapPost("/x", async (HttpContext context) =>
                {
                    var read = await context.Request.BodyReader.ReadAtLeastAsync(8);
                    await context.Response.WriteAsync(Encoding.UTF8.GetString(read.Buffer.ToArray()));
                });
            },
            null,
            ("IgnoredPaths", ignored));
        using var content = new ChunkedContent("original"u8.ToArray());
        using var response = await app.Client.PostAsync("/x", content);

        Assert.Equal("replaced", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/none")]
    [InlineData("/x")]
    public async Task A_compressed_chunked_body_is_decompressed_for_whoever_reads_the_pipe(string ignored)
    {
        await using var app = await MeasuredApp.Start(
            ServerKind.Kestrel,
            app =>
            {
                app.UseRequestDecompression();
                app.UseRouting();
                app.MapPost("/x", async (HttpContext context) =>
                    await context.Response.WriteAsJsonAsync(await context.Request.ReadFromJsonAsync<int[]>()));
            },
            builder => builder.Services.AddRequestDecompression(),
            ("IgnoredPaths", ignored));
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync("[1,2,3]"u8.ToArray());
        }

        using var content = new ChunkedContent(compressed.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await app.Client.PostAsync("/x", content);

        Assert.Equal("[1,2,3]", await response.Content.ReadAsStringAsync());
        if (ignored != "/x")
        {
            Assert.Equal(compressed.Length, (await app.After(1, families => families.RequestBodySize)).Sum());
        }
    }

    [Fact]
    public async Task Synchronous_reading_stays_refused()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app => app.MapPost("/x", (HttpContext context) =>
            context.Response.WriteAsync(
                Assert.Throws<InvalidOperationException>(() => context.Request.Body.Read(new byte[1], 0, 1)).Message)));
        using var content = new ChunkedContent(new byte[5]);
        using var response = await app.Client.PostAsync("/x", content);

        Assert.Contains("Synchronous operations are disallowed", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<long> Read(HttpContext context, string way)
    {
        var body = context.Request.Body;
        switch (way)
        {
            case "stream":
                return await Drain(body);
            case "pipe as stream":
                return await Drain(context.Request.BodyReader.AsStream());
            case "buffered":
                context.Request.EnableBuffering();
                var first = await Drain(context.Request.Body);
                context.Request.Body.Position = 0;
                return (first + await Drain(context.Request.Body)) / 2;
            case "old":
                var total = 0;
                var buffer = new byte[1000];
                for (int read; (read = await Task.Factory.FromAsync(body.BeginRead, body.EndRead, buffer, 0, 1000, null)) > 0;)
                {
                    total += read;
                }

                return total;
            default:
                return await DrainPipe(context, way == "slowly" ? 777 : int.MaxValue);
        }
    }

    private static async Task<long> Drain(Stream stream)
    {
        var total = 0L;
        var buffer = new byte[8192];
        for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
        {
            total += read;
        }

        return total;
    }

    private static async Task<long> DrainPipe(HttpContext context, int step)
    {
        var total = 0L;
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync();
            var consumed = read.Buffer.Slice(0, Math.Min(step, read.Buffer.Length));
            total += consumed.Length;
            context.Request.BodyReader.AdvanceTo(consumed.End, consumed.End);
            if (read.IsCompleted && consumed.Length == read.Buffer.Length)
            {
                return total;
            }
        }
    }
}
