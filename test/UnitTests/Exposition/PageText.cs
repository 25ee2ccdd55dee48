using System.Text;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>Writes a page into a string.</summary>
internal static class PageText
{
    public static string Of(ExpositionFormat format, Action<PageWriter> write, bool created = false)
    {
        using var buffer = new PageBuffer(64 * 1024 * 1024);
        var writer = PageWriter.Create(format, buffer, created);
        write(writer);
        writer.End();
        return Of(buffer);
    }

    public static string Of(PageBuffer buffer) =>
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(buffer));

    public static byte[] Bytes(PageBuffer buffer)
    {
        using var stream = new MemoryStream();
        buffer.CopyTo(stream);
        return stream.ToArray();
    }

    public static LabelSet Labels(params (string Key, object? Value)[] attributes) =>
        LabelSet.Create(Pairs(attributes));

    public static KeyValuePair<string, object?>[] Pairs(params (string Key, object? Value)[] attributes) =>
        [.. attributes.Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value))];

    public static string Text(this LabelSet labels) => Encoding.UTF8.GetString(labels.Span);
}
