using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>The bytes of one page in pooled chunks. One writer; when it is written, any number of readers.</summary>
/// <param name="maxBytes">Bytes that the page may have.</param>
/// <param name="chunks">Where its memory comes from.</param>
/// <param name="stop">Ends the writing when nobody wants the page any longer.</param>
internal sealed class PageBuffer(long maxBytes, PageChunks? chunks = null, CancellationToken stop = default) : IDisposable
{
    /// <summary>The most bytes that can be asked for in a row.</summary>
    public const int ChunkSize = PageChunk.Size;

    /// <summary>Bytes that are handed to the server's pipe before its reader is waited for; docs/limits.md tells it.</summary>
    public const int MostUnread = MostPieces * PageChunk.Size;

    // For more, a socket on Unix allocates a list whenever it sends.
    private const int MostPieces = 8;

    private readonly PageChunks _chunks = chunks ?? PageChunks.Unbounded;

    private PageChunk? _current;
    private bool _isDisposed;

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    /// <summary>The page's beginning; null while it is empty.</summary>
    public PageChunk? First { get; private set; }

    /// <summary>At least <paramref name="sizeHint"/> bytes in a row, counted by <see cref="Advance"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="ChunkSize"/> bytes are asked for.</exception>
    /// <exception cref="PageRefusedException">All pages together are beyond their bound.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants the page any longer.</exception>
    public Span<byte> GetSpan(int sizeHint)
    {
        var chunk = _current is { } current && PageChunk.Size - current.Used >= sizeHint ? current : NextChunk(sizeHint);
        return chunk.Bytes.AsSpan(chunk.Used);
    }

    /// <summary>Counts the first <paramref name="count"/> bytes of the last span as written.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(PageChunk.Size - (_current?.Used ?? PageChunk.Size)));
        if (Length + count > maxBytes)
        {
            throw new PageTooLargeException(maxBytes);
        }

        Length += count;
        _current?.Used += count;
    }

    /// <summary>Appends bytes, any number of them.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var span = GetSpan(1);
            var part = bytes[..Math.Min(span.Length, bytes.Length)];
            part.CopyTo(span);
            Advance(part.Length);
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Leaves room for the length, a varint of so many bytes, of what is written until <see cref="Close"/>.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public OpenLength Open(int bytes)
    {
        GetSpan(bytes);
        var chunk = _current!;
        var open = new OpenLength(chunk.Bytes.AsMemory(chunk.Used, bytes), Length + bytes);
        Advance(bytes);
        return open;
    }

    /// <summary>Fills in the length of what was written since <see cref="Open"/>.</summary>
    public void Close(in OpenLength open) => Protobuf.WritePadded(open.Room.Span, (ulong)(Length - open.Start));

    public void CopyTo(Stream destination)
    {
        for (var chunk = First; chunk is not null; chunk = chunk.Next)
        {
            destination.Write(chunk.Written.Span);
        }
    }

    /// <summary>Copies the page as fast as the reader takes it, and stops if the reader has gone.</summary>
    /// <remarks>
    /// Room is asked for a whole chunk: a pipe that is written to has blocks of 4 KB, and a socket that sends many blocks allocates
    /// for each of them. Waiting for the reader allocates too, so it is done once for several chunks.
    /// </remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        // The headers are a piece, too.
        var pieces = 1;
        for (var chunk = First; chunk is not null; chunk = chunk.Next)
        {
            chunk.Written.CopyTo(destination.GetMemory(chunk.Used));
            destination.Advance(chunk.Used);
            if (++pieces < MostPieces && chunk.Next is not null)
            {
                continue;
            }

            pieces = 0;
            if ((await destination.FlushAsync(cancellationToken).ConfigureAwait(false)).IsCompleted)
            {
                return;
            }
        }
    }

    /// <summary>Empties the page.</summary>
    public void Clear()
    {
        var first = First;
        First = _current = null;
        Length = 0;
        _chunks.Return(first);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Clear();
        }
    }

    private PageChunk NextChunk(int sizeHint)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sizeHint, ChunkSize);
        stop.ThrowIfCancellationRequested();
        var next = _chunks.Rent();
        First ??= next;
        _current?.Next = next;
        return _current = next;
    }
}
