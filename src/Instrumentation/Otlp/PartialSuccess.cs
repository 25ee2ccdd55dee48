namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>Reads an <c>ExportMetricsServiceResponse</c>: whether all data points were taken.</summary>
internal static class PartialSuccess
{
    private const int OfResponse = 1;
    private const int RejectedPoints = 1;

    /// <summary>What was not taken; an answer that cannot be read counts as one that says nothing.</summary>
    public static OtlpAnswer Of(ReadOnlySpan<byte> response)
    {
        while (TryField(ref response, out var field, out _, out var content))
        {
            if (field == OfResponse && Rejected(content) > 0)
            {
                return new OtlpAnswer("it took only a part of the metrics");
            }
        }

        return OtlpAnswer.Taken;
    }

    private static ulong Rejected(ReadOnlySpan<byte> message)
    {
        while (TryField(ref message, out var field, out var number, out _))
        {
            if (field == RejectedPoints)
            {
                return number;
            }
        }

        return 0;
    }

    private static bool TryField(ref ReadOnlySpan<byte> message, out int field, out ulong number, out ReadOnlySpan<byte> content)
    {
        content = [];
        number = 0;
        field = 0;
        if (!TryVarint(ref message, out var tag))
        {
            return false;
        }

        field = (int)(tag >> 3);
        if ((tag & 7) == 0)
        {
            return TryVarint(ref message, out number);
        }

        if ((tag & 7) != 2 || !TryVarint(ref message, out var length) || length > (ulong)message.Length)
        {
            return false;
        }

        content = message[..(int)length];
        message = message[(int)length..];
        return true;
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && !message.IsEmpty; shift += 7)
        {
            var part = message[0];
            message = message[1..];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
