using System.Buffers.Binary;
using System.Text;

namespace AspNetCorePrometheus.Tds;

/// <summary>What the server reads of a LOGIN7 message ([MS-TDS] 2.2.6.4).</summary>
internal sealed record LoginRequest(string User, string Database)
{
    private const int UserAt = 40;
    private const int DatabaseAt = 68;

    public static LoginRequest Of(byte[] body) =>
        new(Text(body, UserAt), Text(body, DatabaseAt) is { Length: > 0 } database ? database : "master");

    // Offset and number of characters.
    private static string Text(byte[] body, int at) => Encoding.Unicode.GetString(
        body,
        BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(at)),
        2 * BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(at + 2)));
}
