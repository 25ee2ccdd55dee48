using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// Writes array attributes as JSON text
/// (https://opentelemetry.io/docs/specs/otel/common/#representation-of-anyvalue-in-non-otlp-protocols).
/// </summary>
internal static class LabelArray
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 16,
    };

    /// <summary>The array as JSON.</summary>
    /// <exception cref="InvalidOperationException">Arrays are nested more than 16 deep.</exception>
    public static string Text(Array array)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        Write(writer, array);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, Array array)
    {
        writer.WriteStartArray();
        foreach (var element in array)
        {
            switch (element)
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case Array nested when nested is not byte[]:
                    Write(writer, nested);
                    break;
                case IFormattable number when IsNumber(element):
                    writer.WriteRawValue(number.ToString(null, CultureInfo.InvariantCulture));
                    break;
                default:
                    // As bytes: the writer refuses lone surrogates in a string, the encoding replaces them.
                    writer.WriteStringValue(Encoding.UTF8.GetBytes(LabelValue.Text(element)));
                    break;
            }
        }

        writer.WriteEndArray();
    }

    private static bool IsNumber(object element) => element switch
    {
        Enum => false,
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        _ => Convert.GetTypeCode(element) is >= TypeCode.SByte and <= TypeCode.Decimal,
    };
}
