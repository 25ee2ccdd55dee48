using System.Buffers;
using System.Buffers.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Sample values: the shortest text that reads back as the same number.</summary>
internal static class SampleNumber
{
    /// <summary>The bytes that any number fits into.</summary>
    public const int MaxLength = 32;

    // Up to here the shortest text of a whole double has no exponent, and formatting it as an integer is much faster.
    private const double WholeLimit = 1e15;

    public static int Write(Span<byte> destination, long value)
    {
        Utf8Formatter.TryFormat(value, destination, out var length);
        return length;
    }

    public static int Write(Span<byte> destination, double value)
    {
        var whole = (long)value;
        if (whole == value && Math.Abs(value) < WholeLimit && (whole != 0 || !double.IsNegative(value)))
        {
            return Write(destination, whole);
        }

        if (double.IsFinite(value))
        {
            Utf8Formatter.TryFormat(value, destination, out var length);
            return length;
        }

        var name = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
        name.CopyTo(destination);
        return name.Length;
    }

    /// <summary>Writes a time in milliseconds since the epoch, not below zero, as seconds with three places.</summary>
    public static int WriteSeconds(Span<byte> destination, long milliseconds)
    {
        var length = Write(destination, milliseconds / 1000);
        destination[length] = (byte)'.';
        Utf8Formatter.TryFormat(milliseconds % 1000, destination[(length + 1)..], out var places, new StandardFormat('D', 3));
        return length + 1 + places;
    }
}
