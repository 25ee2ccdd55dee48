using System.Text;

namespace AspNetCorePrometheus.Doctor;

/// <summary>What a native program says of itself: a single file with its settings inside, compiled to machine code, or neither.</summary>
/// <remarks>
/// The host's program holds a mark, and before it the place of the bundle's header, zero where there is no bundle.
/// https://github.com/dotnet/designs/blob/main/accepted/2020/single-file/bundler.md
/// </remarks>
internal static class Bundle
{
    private const int PointerBytes = 8;
    private const int FieldsBeforeName = 12;

    // Exported by every program of Native AOT, for debuggers.
    private static readonly byte[] AotExport = Encoding.ASCII.GetBytes("DotNetRuntimeDebugHeader");

    private static readonly byte[] Mark = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    /// <summary>The runtimeconfig.json inside a single-file program; null if the file is none.</summary>
    public static ReadOnlyMemory<byte>? RuntimeConfig(byte[] program)
    {
        var mark = program.AsSpan().IndexOf(Mark);
        var header = mark < PointerBytes ? 0 : BitConverter.ToInt64(program, mark - PointerBytes);
        if (header <= 0 || header >= program.Length)
        {
            return null;
        }

        // Versions and the number of files, the bundle's name, then the places of deps.json and runtimeconfig.json.
        using var reader = new BinaryReader(new MemoryStream(program));
        reader.BaseStream.Position = header + FieldsBeforeName;
        reader.ReadString();
        reader.ReadInt64();
        reader.ReadInt64();
        var place = reader.ReadInt64();
        var length = reader.ReadInt64();
        return program.AsMemory((int)place, (int)length);
    }

    /// <summary>Whether the program was compiled ahead without a runtime that could load anything.</summary>
    public static bool IsNativeAot(byte[] program) => program.AsSpan().IndexOf(AotExport) >= 0;
}
