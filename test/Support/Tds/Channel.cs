using System.Buffers.Binary;
using System.Net.Sockets;

namespace AspNetCorePrometheus.Tds;

/// <summary>Messages over a socket, as packets of at most 4,096 bytes ([MS-TDS] 2.2.3).</summary>
internal sealed class Channel(Socket socket) : IDisposable
{
    private const int HeaderLength = 8;
    private const int PacketLength = 4096;
    private const byte EndOfMessage = 0x01;
    private const byte ResetConnection = 0x08 | 0x10;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    /// <summary>The next message; null if the client has gone.</summary>
    public async Task<Message?> ReadAsync()
    {
        using var body = new MemoryStream();
        var header = new byte[HeaderLength];
        var resets = false;
        try
        {
            while (true)
            {
                await _stream.ReadExactlyAsync(header);
                var packet = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderLength];
                await _stream.ReadExactlyAsync(packet);
                body.Write(packet);
                resets |= (header[1] & ResetConnection) != 0;
                if ((header[1] & EndOfMessage) != 0)
                {
                    return new Message((MessageType)header[0], resets, body.ToArray());
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Sends a reply. A client that has gone does not matter: the next read tells.</summary>
    public async Task WriteAsync(Reply reply)
    {
        var body = reply.ToArray();
        var packet = new byte[PacketLength];
        try
        {
            for (int at = 0, number = 1; at < body.Length; number++)
            {
                var length = Math.Min(body.Length - at, PacketLength - HeaderLength);
                packet[0] = (byte)MessageType.Reply;
                packet[1] = at + length == body.Length ? EndOfMessage : (byte)0;
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)(length + HeaderLength));
                packet[6] = (byte)number;
                body.AsSpan(at, length).CopyTo(packet.AsSpan(HeaderLength));
                await _stream.WriteAsync(packet.AsMemory(0, length + HeaderLength));
                at += length;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
        }
    }

    /// <summary>Ends the connection without a word, as a network that fails does.</summary>
    public void Cut()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    public void Dispose() => _stream.Dispose();
}
