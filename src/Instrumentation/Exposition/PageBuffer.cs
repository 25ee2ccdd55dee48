using System.Buffers;
using System.IO.Pipelines;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>The bytes of one page in pooled chunks. Not thread-safe.</summary>
internal sealed class PageBuffer(long maxBytes) : IDisposable
{
    /// <summary>Bytes in a chunk: arrays of this size stay below the large-object heap.</summary>
    public const int ChunkSize = 64 * 1024;

    private const int KeptChunks = 8;

    private readonly List<Chunk> _full = [];
    private readonly Stack<byte[]> _spare = [];
    private byte[] _current = [];
    private int _used;
    private long _fullLength;
    private bool _isDisposed;

    /// <summary>Bytes written so far.</summary>
    public long Length => _fullLength + _used;

    /// <summary>At least <paramref name="sizeHint"/> bytes in a row, counted by <see cref="Advance"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="ChunkSize"/> bytes are asked for.</exception>
    public Span<byte> GetSpan(int sizeHint)
    {
        if (_current.Length - _used < sizeHint)
        {
            NextChunk(sizeHint);
        }

        return _current.AsSpan(_used);
    }

    /// <summary>Counts the first <paramref name="count"/> bytes of the last span as written.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_current.Length - _used));
        if (Length + count > maxBytes)
        {
            throw new PageTooLargeException(maxBytes);
        }

        _used += count;
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
        var open = new OpenLength(_current.AsMemory(_used, bytes), Length + bytes);
        Advance(bytes);
        return open;
    }

    /// <summary>Fills in the length of what was written since <see cref="Open"/>.</summary>
    public void Close(in OpenLength open) => Protobuf.WritePadded(open.Room.Span, (ulong)(Length - open.Start));

    public void CopyTo(Stream destination)
    {
        foreach (var chunk in _full)
        {
            destination.Write(chunk.Bytes.Span);
        }

        destination.Write(_current.AsSpan(0, _used));
    }

    public async ValueTask CopyToAsync(Stream destination, CancellationToken cancellationToken)
    {
        foreach (var chunk in _full)
        {
            await destination.WriteAsync(chunk.Bytes, cancellationToken).ConfigureAwait(false);
        }

        await destination.WriteAsync(_current.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies the page as fast as the reader takes it, and stops if the reader has gone.</summary>
    public async ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        foreach (var chunk in _full)
        {
            if ((await destination.WriteAsync(chunk.Bytes, cancellationToken).ConfigureAwait(false)).IsCompleted)
            {
                return;
            }
        }

        await destination.WriteAsync(_current.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Empties the page and keeps a few chunks for the next one.</summary>
    public void Clear()
    {
        foreach (var chunk in _full)
        {
            Release(chunk.Array);
        }

        _full.Clear();
        _used = 0;
        _fullLength = 0;
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        Clear();
        _isDisposed = true;
        foreach (var array in _spare.Append(_current))
        {
            ReturnToPool(array);
        }

        _spare.Clear();
        _current = [];
    }

    private void NextChunk(int sizeHint)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sizeHint, ChunkSize);
        var next = _spare.TryPop(out var spare) ? spare : ArrayPool<byte>.Shared.Rent(ChunkSize);
        if (_current.Length > 0)
        {
            _full.Add(new Chunk(_current, _used));
        }

        _fullLength += _used;
        _used = 0;
        _current = next;
    }

    private void Release(byte[] array)
    {
        if (_spare.Count < KeptChunks)
        {
            _spare.Push(array);
        }
        else
        {
            ReturnToPool(array);
        }
    }

    private static void ReturnToPool(byte[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private readonly record struct Chunk(byte[] Array, int Used)
    {
        public ReadOnlyMemory<byte> Bytes => Array.AsMemory(0, Used);
    }
}
