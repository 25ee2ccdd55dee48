using System.Text;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>Fields of a protobuf message, written into a buffer. Empty texts and numbers that are zero may be left to the caller to omit.</summary>
internal sealed class OtlpMessage(PageBuffer buffer)
{
    // Every field number here is below 16: a tag is one byte.
    private const int TagLength = 1;

    // 256 MiB, which is more than a page may have unless a setting says so.
    private const int OpenLengthBytes = 4;

    /// <summary>Opens a message in a field, to be closed by <see cref="Close"/>.</summary>
    public OpenLength Open(int field)
    {
        Tag(field, Protobuf.Message);
        return buffer.Open(OpenLengthBytes);
    }

    public void Close(in OpenLength message) => buffer.Close(message);

    public void Text(int field, string text)
    {
        Tag(field, Protobuf.Message);
        Varint((ulong)Encoding.UTF8.GetByteCount(text));
        buffer.Write(Encoding.UTF8.GetBytes(text));
    }

    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, Protobuf.Message);
        Varint((ulong)bytes.Length);
        buffer.Write(bytes);
    }

    public void Number(int field, long value)
    {
        Tag(field, Protobuf.Varint);
        Varint((ulong)value);
    }

    /// <summary>A field of a type of eight bytes: <c>fixed64</c> or <c>sfixed64</c>.</summary>
    public void Fixed(int field, long value)
    {
        Tag(field, Protobuf.Fixed64);
        Eight(value);
    }

    public void Double(int field, double value) => Fixed(field, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A packed field of numbers of eight bytes.</summary>
    public void Packed(int field, ReadOnlySpan<long> values)
    {
        Tag(field, Protobuf.Message);
        Varint((ulong)values.Length * sizeof(long));
        foreach (var value in values)
        {
            Eight(value);
        }
    }

    public void Packed(int field, ReadOnlySpan<double> values)
    {
        Tag(field, Protobuf.Message);
        Varint((ulong)values.Length * sizeof(double));
        foreach (var value in values)
        {
            Eight(BitConverter.DoubleToInt64Bits(value));
        }
    }

    private void Tag(int field, int wireType)
    {
        buffer.GetSpan(TagLength)[0] = (byte)((field << 3) | wireType);
        buffer.Advance(TagLength);
    }

    private void Varint(ulong value) => buffer.Advance(Protobuf.Write(buffer.GetSpan(Protobuf.MaxVarint), value));

    private void Eight(long value)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(sizeof(long)), value);
        buffer.Advance(sizeof(long));
    }
}
