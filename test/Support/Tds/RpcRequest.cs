using System.Buffers.Binary;
using System.Text;

namespace AspNetCorePrometheus.Tds;

/// <summary>What the server reads of an RPC message ([MS-TDS] 2.2.6.6): a procedure's name, or a statement with parameters.</summary>
/// <param name="Procedure">The procedure's name; null for <c>sp_executesql</c>.</param>
/// <param name="Statement">The first parameter of <c>sp_executesql</c>.</param>
internal sealed record RpcRequest(string? Procedure, string Statement)
{
    private const int ByNumber = 0xFFFF;
    private const int ExecuteSql = 10;
    private const int InChunks = 0xFFFF;

    public static RpcRequest Of(ReadOnlySpan<byte> request)
    {
        int length = Take(ref request);
        if (length != ByNumber)
        {
            var name = Encoding.Unicode.GetString(request[..(2 * length)]);
            request = request[((2 * length) + 2)..];
            return name == "sp_executesql" ? new RpcRequest(null, FirstText(request)) : new RpcRequest(name, string.Empty);
        }

        int number = Take(ref request);
        return number == ExecuteSql
            ? new RpcRequest(null, FirstText(request[2..]))
            : throw new NotSupportedException($"Procedure {number} is not known to the stand-in.");
    }

    private static string FirstText(ReadOnlySpan<byte> parameter)
    {
        // Name, status, type, longest length, collation.
        parameter = parameter[(1 + (2 * parameter[0]) + 1 + 1)..];
        var longest = Take(ref parameter);
        parameter = parameter[5..];
        if (longest != InChunks)
        {
            int length = Take(ref parameter);
            return Encoding.Unicode.GetString(parameter[..length]);
        }

        parameter = parameter[8..];
        var text = new StringBuilder();
        while (BinaryPrimitives.ReadInt32LittleEndian(parameter) is > 0 and var chunk)
        {
            text.Append(Encoding.Unicode.GetString(parameter.Slice(4, chunk)));
            parameter = parameter[(4 + chunk)..];
        }

        return text.ToString();
    }

    private static ushort Take(ref ReadOnlySpan<byte> bytes)
    {
        var value = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        bytes = bytes[2..];
        return value;
    }
}
