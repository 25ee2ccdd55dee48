using System.IO.Pipelines;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Requests.Bodies;

/// <summary>
/// The feature through which a response's body is written, counted where its length is not declared. What it gives out is made for
/// one request and never used again; it lives as long as the state that it belongs to.
/// </summary>
internal sealed class ResponseBody : IHttpResponseBodyFeature
{
    private readonly ResponseBodyCount _count = new();

    private HttpContext _context = null!;
    private IHttpResponseBodyFeature _inner = null!;
    private Stream? _stream;
    private PipeWriter? _writer;
    private bool? _isLengthDeclared;

    /// <summary>The declared length, if one stood when the application began to write, else what it wrote; none for HEAD.</summary>
    public long Bytes => HttpMethods.IsHead(_context.Request.Method) ? 0
        : _isLengthDeclared == true ? _context.Response.ContentLength ?? 0
        : _count.Bytes;

    /// <summary>Whether bytes were written after earlier ones had been flushed, without a declared length.</summary>
    public bool IsStreamed => _count.IsStreamed && _context.Response.ContentLength is null;

    public Stream Stream => _stream ??= IsLengthDeclared()
        ? _inner.Stream
        : new CountingResponseStream(_inner.Stream, _count);

    public PipeWriter Writer => _writer ??= IsLengthDeclared()
        ? _inner.Writer
        : new CountingResponseWriter(_inner.Writer, _count);

    /// <summary>Takes the place of the server's feature, which the caller sets.</summary>
    public void Begin(HttpContext context)
    {
        _context = context;
        _inner = context.Features[typeof(IHttpResponseBodyFeature)] as IHttpResponseBodyFeature
            ?? throw new InvalidOperationException("The server has no response body.");
        Forget();
        _count.Reset();
    }

    /// <summary>An exception handler has cleared the response before it has started, its length included.</summary>
    public void Cleared()
    {
        if (_isLengthDeclared == true && _context.Response is { ContentLength: null, HasStarted: false })
        {
            Forget();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => _inner.StartAsync(cancellationToken);

    public Task CompleteAsync() => _inner.CompleteAsync();

    public void DisableBuffering() => _inner.DisableBuffering();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        CountFile(path, offset, count);
        return _inner.SendFileAsync(path, offset, count, cancellationToken);
    }

    // The file is asked before the server is, and may be gone, or nobody's to ask.
    private void CountFile(string path, long offset, long? count)
    {
        try
        {
            FaultSeam.Pass(Boundaries.SentFile);
            if (!IsLengthDeclared())
            {
                _count.Written(count ?? (new FileInfo(path) is { Exists: true } file ? file.Length - offset : 0));
                _count.Flushed();
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.RequestMeasurementFailed, "requests", exception))
        {
        }
    }

    private void Forget()
    {
        _isLengthDeclared = null;
        _stream = null;
        _writer = null;
    }

    // Whether the body is counted is decided once for a request, when it is first touched: servers and middlewares compare the
    // references that they were given.
    private bool IsLengthDeclared() => _isLengthDeclared ??= _context.Response.ContentLength is not null;
}
