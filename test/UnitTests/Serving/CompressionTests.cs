using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Serving;
using AspNetCorePrometheus.UnitTests.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving;

public sealed class CompressionTests
{
    private const string Protobuf =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    [Theory]
    [InlineData("text/plain", ServerKind.Kestrel)]
    [InlineData("application/openmetrics-text", ServerKind.KestrelHttp2)]
    [InlineData(Protobuf, ServerKind.Kestrel)]
    [InlineData(Protobuf, ServerKind.InMemory)]
    public async Task A_page_of_any_format_is_compressed_for_who_asks(string accept, ServerKind server)
    {
        const int Series = 20_000;
        using var page = Filled(Series);
        await using var app = await Start(server, page);
        using var response = await Send(app, HttpMethod.Get, accept, "gzip");
        var compressed = await response.Content.ReadAsByteArrayAsync();
        var plain = Decompressed(compressed);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept", "Accept-Encoding"], response.Headers.Vary);
        Assert.True(compressed.Length < plain.Length / 2);
        Assert.Equal(Series, accept == Protobuf
            ? MessageReader.Read(plain).Single(family => family.Name == "filled_total").Metric.Count
            : StrictText.Read(System.Text.Encoding.UTF8.GetString(plain), accept != "text/plain").Count(line => line.Name == "filled_total"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("identity")]
    [InlineData("gzip;q=0")]
    [InlineData("br")]
    public async Task Others_get_it_as_it_is(string? encoding)
    {
        using var page = Filled(10);
        await using var app = await Start(ServerKind.Kestrel, page);
        using var response = await Send(app, HttpMethod.Get, "text/plain", encoding);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal((await response.Content.ReadAsByteArrayAsync()).Length, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_head_says_that_a_get_would_be_compressed()
    {
        using var page = Filled(10);
        await using var app = await Start(ServerKind.Kestrel, page);
        using var response = await Send(app, HttpMethod.Head, "text/plain", "gzip");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Compressing_a_large_page_makes_no_large_objects()
    {
        using var page = Filled(20_000);
        using var buffer = page.Renderer.Render(default, TimeSpan.FromMinutes(1));
        var context = new DefaultHttpContext();
        await PageBody.SendAsync(buffer, context.Response, gzip: true, CancellationToken.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        await PageBody.SendAsync(buffer, context.Response, gzip: true, CancellationToken.None);

        Assert.True(buffer.Length > 400_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Fact]
    public async Task A_reader_that_reads_nothing_holds_half_a_MiB_of_a_compressed_page_and_may_read_on()
    {
        var bytes = new byte[2 * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        using var page = Whole(bytes);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var sending = PageBody.SendAsync(page, Response(pipe.Writer), gzip: true, CancellationToken.None).AsTask();

        Assert.True(pipe.Reader.TryRead(out var read));
        Assert.InRange(read.Buffer.Length, 6 * PageBuffer.ChunkSize, 8 * PageBuffer.ChunkSize);
        Assert.False(sending.IsCompleted);

        pipe.Reader.AdvanceTo(read.Buffer.Start);
        var reading = pipe.Reader.AsStream();
        using var received = new MemoryStream();
        var ended = sending.ContinueWith(_ => pipe.Writer.Complete(), TaskScheduler.Default);
        await reading.CopyToAsync(received);
        await ended;
        Assert.Equal(bytes, Decompressed(received.ToArray()));
    }

    [Fact]
    public async Task A_small_page_needs_little_room_to_be_compressed()
    {
        using var page = Whole(new byte[1000]);
        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: 16));
        await PageBody.SendAsync(page, Response(pipe.Writer), gzip: true, CancellationToken.None);

        Assert.InRange(pipe.Writer.GetMemory().Length, 1, 1024);
        Assert.True(pipe.Reader.TryRead(out var read));
        Assert.Equal(new byte[1000], Decompressed(read.Buffer.ToArray()));
    }

    [Fact]
    public async Task A_reader_of_a_compressed_page_that_has_gone_ends_it()
    {
        var bytes = new byte[2 * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        using var page = Whole(bytes);
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        var writer = new CountingWriter(pipe.Writer);

        await PageBody.SendAsync(page, Response(writer), gzip: true, CancellationToken.None);

        Assert.InRange(writer.Bytes, 1, PageBuffer.MostUnread * 2);
    }

    private static SharedPage Whole(byte[] bytes)
    {
        var page = new SharedPage(default);
        Assert.True(page.TryHold());
        var buffer = new PageBuffer(long.MaxValue);
        buffer.Write(bytes);
        page.Complete(buffer);
        return page;
    }

    private static HttpResponse Response(PipeWriter writer)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(new PipedBody(writer));
        return context.Response;
    }

    private static byte[] Decompressed(byte[] bytes)
    {
        using var plain = new MemoryStream();
        using var stream = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        stream.CopyTo(plain);
        return plain.ToArray();
    }

    private static Task<HttpResponseMessage> Send(MeasuredApp app, HttpMethod method, string accept, string? encoding)
    {
        var request = new HttpRequestMessage(method, "/metrics")
        {
            Version = app.Client.DefaultRequestVersion,
            VersionPolicy = app.Client.DefaultVersionPolicy,
        };
        request.Headers.Add("Accept", accept);
        if (encoding is not null)
        {
            request.Headers.Add("Accept-Encoding", encoding);
        }

        return app.Client.SendAsync(request);
    }

    private static Task<MeasuredApp> Start(ServerKind server, TestPage page) => MeasuredApp.Start(server, app =>
        app.Use(next => new ScrapeMiddleware(next, new Lazy<PageRenderer>(page.Renderer), "/metrics").Invoke));

    private static TestPage Filled(int series)
    {
        var page = new TestPage(("SeriesLimit", "50000"));
        var counter = page.Meter.CreateCounter<int>("filled");
        for (var i = 0; i < series; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        return page;
    }
}
