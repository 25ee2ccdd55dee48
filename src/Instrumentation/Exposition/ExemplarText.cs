using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// Writes an exemplar and the end of its line in OpenMetrics
/// (https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars). The identifiers are of fixed length, so its labels have 63
/// characters of the 128 that the format allows.
/// </summary>
internal static class ExemplarText
{
    private const int MostText = 128;

    public static void Write(PageBuffer page, in Exemplar exemplar)
    {
        var text = page.GetSpan(MostText + (2 * SampleNumber.MaxLength));
        var length = Append(text, 0, " # {trace_id=\""u8);
        length += Encoding.UTF8.GetBytes(exemplar.TraceId, text[length..]);
        length = Append(text, length, "\",span_id=\""u8);
        length += Encoding.UTF8.GetBytes(exemplar.SpanId, text[length..]);
        length = Append(text, length, "\"} "u8);
        length += SampleNumber.Write(text[length..], exemplar.Value);
        text[length++] = (byte)' ';
        length += SampleNumber.WriteSeconds(text[length..], exemplar.Time);
        text[length++] = (byte)'\n';
        page.Advance(length);
    }

    private static int Append(Span<byte> destination, int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(destination[length..]);
        return length + text.Length;
    }
}
