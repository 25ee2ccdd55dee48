using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Writes fields of protobuf messages into a buffer; their numbers are below 16, so that a tag is one byte.</summary>
/// <exception cref="PageTooLargeException">Each member throws it when the buffer is beyond its limit.</exception>
internal readonly struct ProtobufFields(PageBuffer buffer)
{
    /// <summary>Room for the length of any message: 256 MiB, which is more than a page may have unless a setting says so.</summary>
    public const int AnyLength = 4;

    /// <summary>Opens a message in a field, to be closed by <see cref="Close"/>, whose length takes no more than so many bytes.</summary>
    public OpenLength Open(int field, int lengthBytes = AnyLength)
    {
        buffer.GetSpan(1)[0] = Tag(field, Protobuf.Message);
        buffer.Advance(1);
        return buffer.Open(lengthBytes);
    }

    public void Close(in OpenLength message) => buffer.Close(message);

    public void Text(int field, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Head(field, length);
        if (length <= PageBuffer.ChunkSize)
        {
            buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(length)));
        }
        else
        {
            buffer.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Head(field, bytes.Length);
        buffer.Write(bytes);
    }

    public void Number(int field, ulong value)
    {
        var room = buffer.GetSpan(1 + Protobuf.MaxVarint);
        room[0] = Tag(field, Protobuf.Varint);
        buffer.Advance(1 + Protobuf.Write(room[1..], value));
    }

    /// <summary>A field of a type of eight bytes: <c>fixed64</c> or <c>sfixed64</c>.</summary>
    public void Fixed(int field, long value)
    {
        var room = buffer.GetSpan(1 + sizeof(long));
        room[0] = Tag(field, Protobuf.Fixed64);
        BinaryPrimitives.WriteInt64LittleEndian(room[1..], value);
        buffer.Advance(1 + sizeof(long));
    }

    public void Double(int field, double value) => Fixed(field, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A packed field of numbers of eight bytes.</summary>
    public void Packed(int field, ReadOnlySpan<long> values)
    {
        Head(field, values.Length * sizeof(long));
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(sizeof(long)), value);
            buffer.Advance(sizeof(long));
        }
    }

    public void Packed(int field, ReadOnlySpan<double> values) => Packed(field, MemoryMarshal.Cast<double, long>(values));

    /// <summary>A number without a tag, as packed fields hold them.</summary>
    public void Varint(ulong value) => buffer.Advance(Protobuf.Write(buffer.GetSpan(Protobuf.MaxVarint), value));

    private static byte Tag(int field, int wireType) => (byte)((field << 3) | wireType);

    private void Head(int field, int length)
    {
        buffer.GetSpan(1)[0] = Tag(field, Protobuf.Message);
        buffer.Advance(1);
        Varint((ulong)length);
    }
}
