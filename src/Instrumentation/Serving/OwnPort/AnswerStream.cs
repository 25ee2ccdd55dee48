using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>
/// The body of an answer, which brings status line and headers with its first byte, and is chunked if its length is not known. Every
/// write blocks: the asynchronous ones have ended when they return, so that nothing waits for a thread of the pool.
/// </summary>
/// <param name="connection">Where the bytes go.</param>
/// <param name="request">What is answered.</param>
/// <param name="isLast">Whether no further request is taken on the connection.</param>
/// <param name="starting">Called before the first byte.</param>
internal sealed class AnswerStream(Stream connection, RequestHead request, bool isLast, Action starting) : ForwardStream
{
    private readonly bool _isHead = request.Method == "HEAD";

    private OwnResponse _response = null!;
    private bool _isChunked;
    private long _written;

    /// <summary>Whether the status line has gone out.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether the connection ends with this answer.</summary>
    public bool IsLast { get; private set; } = isLast;

    public void Answers(OwnResponse response) => _response = response;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Start(endsHere: false);
        if (buffer.IsEmpty || _isHead)
        {
            return;
        }

        _written += buffer.Length;
        if (_isChunked)
        {
            connection.Write(Encoding.ASCII.GetBytes(buffer.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            connection.Write(buffer);
            connection.Write("\r\n"u8);
        }
        else
        {
            connection.Write(buffer);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return default;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // The head goes out with the first byte or the end, as only then its length may be known.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the answer. Throws <see cref="IOException"/> if fewer bytes came than were promised.</summary>
    public void Finish()
    {
        Start(endsHere: true);
        if (_isHead)
        {
            return;
        }

        if (_isChunked)
        {
            connection.Write("0\r\n\r\n"u8);
        }
        else if (_response.Headers.ContentLength is { } promised && promised != _written)
        {
            throw new IOException("the answer is not whole");
        }
    }

    private void Start(bool endsHere)
    {
        if (HasStarted)
        {
            return;
        }

        _response.RunStarting();
        starting();
        HasStarted = true;
        var headers = _response.Headers;
        if (headers.ContentLength is null && endsHere && !_isHead)
        {
            headers.ContentLength = 0;
        }

        _isChunked = headers.ContentLength is null && request.IsHttp11 && !_isHead;
        if (_isChunked)
        {
            headers.TransferEncoding = "chunked";
        }

        IsLast |= headers.ContentLength is null && !_isChunked && !_isHead;
        if (IsLast)
        {
            headers.Connection = "close";
        }

        headers.Date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        connection.Write(Encoding.Latin1.GetBytes(Head()));
    }

    private string Head()
    {
        var status = _response.StatusCode;
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\n");
        foreach (var (name, values) in _response.Headers)
        {
            foreach (var value in values)
            {
                head.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        return head.Append("\r\n").ToString();
    }
}
