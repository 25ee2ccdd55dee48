using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>Sends requests, each once. https://opentelemetry.io/docs/specs/otlp/</summary>
internal sealed class OtlpClient(OtlpOptions options) : IDisposable
{
    private const int LongestAnswer = 64 * 1024;

    private readonly HttpMessageInvoker _invoker = OtlpConnection.Open(options);

    /// <summary>Posts a message and waits for the answer on the calling thread. Throws only what is no matter of the network.</summary>
    public OtlpAnswer Send(byte[] message, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Timeout);
        try
        {
            using var request = options.Protocol == OtlpProtocol.Grpc ? Grpc(message) : Http(message);
            foreach (var (name, value) in options.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            // HTTP/2 knows no blocking calls; one of HTTP/1.1 needs no thread of the application's pool.
            using var response = options.Protocol == OtlpProtocol.Grpc
                ? _invoker.SendAsync(request, timeout.Token).GetAwaiter().GetResult()
                : _invoker.Send(request, timeout.Token);
            var body = Read(response, timeout.Token);
            return options.Protocol == OtlpProtocol.Grpc ? GrpcAnswer.Of(response, body) : HttpAnswer.Of(response, body);
        }
        catch (OperationCanceledException)
        {
            return new OtlpAnswer("there was no answer in time", IsPassing: true);
        }
        catch (HttpRequestException exception)
        {
            return new OtlpAnswer($"it cannot be reached ({exception.HttpRequestError})", IsPassing: true);
        }
        catch (IOException exception)
        {
            return new OtlpAnswer($"the connection broke ({exception.GetType().Name})", IsPassing: true);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private HttpRequestMessage Http(byte[] message)
    {
        var content = new ByteArrayContent(options.Compresses ? Compress(message) : message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (options.Compresses)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return new HttpRequestMessage(HttpMethod.Post, options.Address) { Content = content };
    }

    private HttpRequestMessage Grpc(byte[] message)
    {
        var content = new ByteArrayContent(GrpcFrame.Of(options.Compresses ? Compress(message) : message, options.Compresses));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var request = new HttpRequestMessage(HttpMethod.Post, options.Address)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (options.Compresses)
        {
            request.Headers.Add("grpc-encoding", "gzip");
        }

        return request;
    }

    // To the end, as the trailers of gRPC come after it; what is too long is cut and then not understood.
    private static byte[] Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        using var stream = response.Content.ReadAsStream(cancellationToken);
        var buffer = new byte[4096];
        for (int read; body.Length < LongestAnswer && (read = Read(stream, buffer, cancellationToken)) > 0;)
        {
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    // A blocking read of HTTP/1.1 does not hear of the cancellation otherwise.
    private static int Read(Stream stream, byte[] buffer, CancellationToken cancellationToken) =>
        stream.ReadAsync(buffer, cancellationToken).AsTask().GetAwaiter().GetResult();

    private static byte[] Compress(byte[] message)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(message);
        }

        return compressed.ToArray();
    }
}
