namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>The protobuf wire format (https://protobuf.dev/programming-guides/encoding/).</summary>
internal static class Protobuf
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Message = 2;

    /// <summary>The bytes that any varint fits into.</summary>
    public const int MaxVarint = 10;

    /// <summary>Writes a number with as many bytes as it takes; returns how many.</summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            destination[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[length++] = (byte)value;
        return length;
    }

    /// <summary>Fills the whole destination with a number, so that a length can be written when it is known.</summary>
    public static void WritePadded(Span<byte> destination, ulong value)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = (byte)((value & 0x7f) | (i < destination.Length - 1 ? 0x80u : 0));
            value >>= 7;
        }

        if (value != 0)
        {
            throw new InvalidOperationException("A message is longer than its length can say.");
        }
    }

    /// <summary>A signed number as <c>sint64</c> has it: small whether it is above or below zero.</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    /// <summary>Appends a field of bytes: a text or a message.</summary>
    public static void Write(MemoryStream destination, int field, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[1 + MaxVarint];
        head[0] = (byte)((field << 3) | Message);
        var length = 1 + Write(head[1..], (ulong)bytes.Length);
        destination.Write(head[..length]);
        destination.Write(bytes);
    }
}
