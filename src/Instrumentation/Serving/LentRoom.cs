using System.IO.Pipelines;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>
/// Takes what a compressor writes into the room that the server lends, and sends it when asked to: a compressor hands on 8 KB at a
/// time, and to send each of these would allocate for each. Its wish to flush, when it ends, sends nothing.
/// </summary>
/// <param name="writer">Lends the room.</param>
/// <param name="expected">Bytes that will hardly be exceeded: for a small page no large room is asked for.</param>
internal sealed class LentRoom(PipeWriter writer, long expected) : ForwardStream
{
    // A server puts the length of a piece before it, and both are to fit into an array of 64 KB.
    private const int Piece = PageChunk.Size - 64;

    private readonly int _piece = (int)Math.Clamp(expected, 1, Piece);

    private Memory<byte> _free;
    private int _written;

    /// <summary>Bytes since the last <see cref="SendAsync"/>; the headers count as a whole piece.</summary>
    public int Unsent { get; private set; } = Piece;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Unsent += buffer.Length;
        while (!buffer.IsEmpty)
        {
            if (_free.IsEmpty)
            {
                Advance();
                _free = writer.GetMemory(_piece);
            }

            var part = buffer[..Math.Min(buffer.Length, _free.Length)];
            part.CopyTo(_free.Span);
            _free = _free[part.Length..];
            _written += part.Length;
            buffer = buffer[part.Length..];
        }
    }

    /// <summary>Sends what was written, and waits while the reader has too much to read.</summary>
    public ValueTask<FlushResult> SendAsync(CancellationToken cancellationToken)
    {
        Advance();
        _free = default;
        Unsent = 0;
        return writer.FlushAsync(cancellationToken);
    }

    // Kestrel takes no count, not even zero, before it has lent any room.
    private void Advance()
    {
        if (_written > 0)
        {
            writer.Advance(_written);
            _written = 0;
        }
    }
}
