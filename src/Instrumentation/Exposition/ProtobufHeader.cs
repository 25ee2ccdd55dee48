using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Encodes what a <c>MetricFamily</c> message says before its metrics: name, help, type and unit.</summary>
internal static class ProtobufHeader
{
    public static byte[] Of(FamilyNames names, FamilyType type, string help)
    {
        using var message = new MemoryStream();
        Text(message, 1, names.Text);
        Text(message, 2, help);
        message.Write([(3 << 3) | Protobuf.Varint, TypeNumber(type)]);
        var bare = type == FamilyType.Counter && names.Text.EndsWith("_total", StringComparison.Ordinal)
            ? names.Text[..^"_total".Length]
            : names.Text;
        Text(message, 5, FamilyText.UnitIn(bare, names.Unit));
        return message.ToArray();
    }

    private static byte TypeNumber(FamilyType type) => type switch
    {
        FamilyType.Counter => 0,
        FamilyType.Unknown => 3,
        FamilyType.Histogram => 4,
        _ => 1,
    };

    private static void Text(MemoryStream message, int field, string text)
    {
        if (text.Length > 0)
        {
            Protobuf.Write(message, field, Encoding.UTF8.GetBytes(text));
        }
    }
}
