using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// Turns a series' labels as the text formats have them into other forms. Those are made when a scraper first asks, from the encoded
/// text, so that nobody pays for a form that nobody asks for.
/// </summary>
internal static class LabelBlock
{
    /// <summary>The labels as fields of a <c>Metric</c> message.</summary>
    public static byte[] Message(ReadOnlySpan<byte> text, bool dots)
    {
        using var message = new MemoryStream(text.Length);
        using var pair = new MemoryStream();
        foreach (var (name, value) in Read(text))
        {
            pair.SetLength(0);
            Protobuf.Write(pair, 1, Encoding.UTF8.GetBytes(dots ? DotsEscaping.Of(name) : name));
            Protobuf.Write(pair, 2, Encoding.UTF8.GetBytes(value));
            Protobuf.Write(message, 1, pair.GetBuffer().AsSpan(0, (int)pair.Length));
        }

        return message.ToArray();
    }

    /// <summary>The labels in text with the escaping <c>dots</c>.</summary>
    public static byte[] Dots(ReadOnlySpan<byte> text) => Encoding.UTF8.GetBytes(string.Join(
        ',', Read(text).Select(label => $"{DotsEscaping.Of(label.Key)}=\"{Escaping.Quoted(label.Value)}\"")));

    private static List<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> text)
    {
        var labels = new List<KeyValuePair<string, string>>();
        while (!text.IsEmpty)
        {
            var equals = text.IndexOf("=\""u8);
            var value = text[(equals + 2)..];
            var end = ClosingQuote(value);
            labels.Add(new(Encoding.UTF8.GetString(text[..equals]), Unescape(Encoding.UTF8.GetString(value[..end]))));
            text = value[Math.Min(end + 2, value.Length)..];
        }

        return labels;
    }

    private static int ClosingQuote(ReadOnlySpan<byte> value)
    {
        var i = 0;
        while (value[i] != '"')
        {
            i += value[i] == '\\' ? 2 : 1;
        }

        return i;
    }

    private static string Unescape(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal))
        {
            return value;
        }

        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            plain.Append(value[i] != '\\' ? value[i] : value[++i] == 'n' ? '\n' : value[i]);
        }

        return plain.ToString();
    }
}
