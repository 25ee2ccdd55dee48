using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Requests.Bodies;

/// <summary>
/// Counts a request body that comes without a length. The application may read it as a stream or as a pipe; the server's pipe
/// is taken first, as replacing the stream makes servers build another pipe over it.
/// </summary>
#pragma warning disable CA1001 // The stream is the server's, which ends it.
internal sealed class RequestBodyCount : IRequestBodyPipeFeature
#pragma warning restore CA1001
{
    private readonly HttpContext _context;
    private readonly PipeReader _inner;
    private readonly CountingRequestStream _stream;

    private CountingRequestReader? _reader;
    private RequestBodyPipeFeature? _replaced;

    private RequestBodyCount(HttpContext context)
    {
        _context = context;
        _inner = context.Request.BodyReader;
        _stream = new CountingRequestStream(context.Request.Body);
        context.Request.Body = _stream;
        context.Features.Set<IRequestBodyPipeFeature>(this);
    }

    // A body that a middleware has put in the stream's place (buffered, decompressed) is what the pipe must read, too.
    public PipeReader Reader => ReferenceEquals(_context.Request.Body, _stream)
        ? _reader ??= new CountingRequestReader(_inner)
        : (_replaced ??= new RequestBodyPipeFeature(_context)).Reader;

    public long Bytes => _stream.Bytes + (_reader?.Bytes ?? 0);

    /// <summary>Starts to count if the request can have a body whose length it does not tell; null if it need not.</summary>
    public static RequestBodyCount? Start(HttpContext context) =>
        context.Features[typeof(IHttpRequestBodyDetectionFeature)] is IHttpRequestBodyDetectionFeature { CanHaveBody: true }
        && context.Request.ContentLength is null
            ? new RequestBodyCount(context)
            : null;
}
