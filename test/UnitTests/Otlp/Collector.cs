using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using AspNetCorePrometheus.TestOtlp;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace AspNetCorePrometheus.UnitTests.Otlp;

/// <summary>A receiver of OTLP over HTTP and gRPC that answers as it is told and keeps what it got.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private const int FrameHead = 5;

    private readonly ConcurrentQueue<Push> _pushes = new();
    private readonly ConcurrentQueue<Dictionary<string, string>> _headers = new();
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyList<Push> Pushes => [.. _pushes];

    /// <summary>The headers of each request, by lower-case name, with the method, path and protocol under <c>:</c>.</summary>
    public IReadOnlyList<Dictionary<string, string>> Headers => [.. _headers];

    /// <summary>Answers instead of taking the push, if it is set.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    public PushAnswer Answer { get; set; } = new();

    public int GrpcStatus { get; set; }

    /// <param name="isGrpc">Whether it takes gRPC instead of HTTP.</param>
    /// <param name="https">What it needs for TLS; plain without.</param>
    public static async Task<Collector> StartAsync(bool isGrpc = false, HttpsConnectionAdapterOptions? https = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback,
            0,
            listen =>
            {
                listen.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1;
                if (https is not null)
                {
                    listen.UseHttps(https);
                }
            }));
        var app = builder.Build();
        var collector = new Collector(app);
        app.Run(isGrpc ? collector.TakeGrpcAsync : collector.TakeAsync);
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var body = await ReadAsync(context);
        if (Instead is { } instead)
        {
            await instead(context);
            return;
        }

        _pushes.Enqueue(Push.Parser.ParseFrom(context.Request.Headers.ContentEncoding == "gzip" ? Unzip(body) : body));
        context.Response.ContentType = "application/x-protobuf";
        await context.Response.Body.WriteAsync(Answer.ToByteArray());
    }

    private async Task TakeGrpcAsync(HttpContext context)
    {
        var frame = await ReadAsync(context);
        var message = frame[FrameHead..];
        _pushes.Enqueue(Push.Parser.ParseFrom(frame[0] == 1 ? Unzip(message) : message));
        context.Response.ContentType = "application/grpc";
        if (GrpcStatus == 0)
        {
            var answer = Answer.ToByteArray();
            await context.Response.Body.WriteAsync((byte[])[0, 0, 0, 0, (byte)answer.Length, .. answer]);
        }

        context.Response.AppendTrailer("grpc-status", $"{GrpcStatus}");
    }

    private async Task<byte[]> ReadAsync(HttpContext context)
    {
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        headers[":"] = $"{context.Request.Method} {context.Request.Path} {context.Request.Protocol}";
        _headers.Enqueue(headers);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private static byte[] Unzip(byte[] bytes)
    {
        using var unzipped = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(unzipped);
        return unzipped.ToArray();
    }
}
