using System.Net.Sockets;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>
/// A socket as a blocking stream with one deadline over many reads and writes: a client that sends a byte now and then gains no time.
/// </summary>
internal sealed class DeadlineStream(Socket socket) : ForwardStream
{
    private long _deadline;

    public override bool CanRead => true;

    /// <summary>Everything from now on has to be done within this time; later reads and writes throw <see cref="IOException"/>.</summary>
    public void Allow(TimeSpan time) => _deadline = Environment.TickCount64 + (long)time.TotalMilliseconds;

    /// <summary>At least one byte, or 0 at the end. Throws <see cref="IOException"/> when the time is over or the peer has gone.</summary>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            socket.ReceiveTimeout = Remaining();
            return socket.Receive(buffer);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new IOException("the peer has gone or is too slow", exception);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                socket.SendTimeout = Remaining();
                buffer = buffer[socket.Send(buffer)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new IOException("the peer has gone or is too slow", exception);
        }
    }

    private int Remaining() =>
        _deadline - Environment.TickCount64 is > 0 and var left ? (int)left : throw new IOException("the time is over");
}
