using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>
/// Attributes as <c>KeyValue</c> messages, with the types that they were measured with.
/// https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto
/// </summary>
internal sealed class OtlpAttributes(ProtobufFields message, IReadOnlyList<KeyValuePair<string, string>> constants)
{
    /// <summary>The attributes of a series and, behind them, the constant ones that it has not itself.</summary>
    public void Series(int field, KeyValuePair<string, object?>[] attributes)
    {
        foreach (var (key, value) in attributes)
        {
            Attribute(field, key, value);
        }

        for (var i = 0; i < constants.Count; i++)
        {
            if (!Names(attributes, constants[i].Key))
            {
                Attribute(field, constants[i].Key, constants[i].Value);
            }
        }
    }

    /// <summary>One attribute; nothing for a value that is null.</summary>
    public void Attribute(int field, string key, object? value)
    {
        if (value is null)
        {
            return;
        }

        var attribute = message.Open(field);
        message.Text(1, key);
        Value(2, value);
        message.Close(attribute);
    }

    // As on the page: a constant label does not replace one of the series, whichever way that one is spelt.
    private static bool Names(KeyValuePair<string, object?>[] attributes, string constant)
    {
        foreach (var (key, value) in attributes)
        {
            if (LabelName.Sanitize(key) == constant && LabelValue.Text(value).Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void Value(int field, object? value)
    {
        var any = message.Open(field);
        switch (value)
        {
            case null:
                break;
            case bool flag:
                message.Number(2, flag ? 1UL : 0);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                message.Number(3, (ulong)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case float or double:
                message.Double(4, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                message.Bytes(7, bytes);
                break;
            case Array { Rank: 1 } array:
                Elements(array);
                break;
            default:
                message.Text(1, LabelValue.Text(value));
                break;
        }

        message.Close(any);
    }

    private void Elements(Array array)
    {
        var elements = message.Open(5);
        foreach (var element in array)
        {
            // Arrays do not nest in attributes.
            Value(1, element is Array ? LabelValue.Text(element) : element);
        }

        message.Close(elements);
    }
}
