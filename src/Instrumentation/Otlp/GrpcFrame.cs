using System.Buffers.Binary;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>
/// Messages as gRPC frames them: one byte that says whether it is compressed, four of length.
/// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
/// </summary>
internal static class GrpcFrame
{
    private const int HeadLength = 5;

    public static byte[] Of(byte[] message, bool isCompressed)
    {
        var frame = new byte[HeadLength + message.Length];
        frame[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, HeadLength);
        return frame;
    }

    /// <summary>The message of a frame; nothing if it is compressed, which nobody has been asked for, or not whole.</summary>
    public static ReadOnlySpan<byte> Message(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < HeadLength || frame[0] != 0)
        {
            return [];
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(frame[1..]);
        return length <= frame.Length - HeadLength ? frame.Slice(HeadLength, (int)length) : [];
    }
}
