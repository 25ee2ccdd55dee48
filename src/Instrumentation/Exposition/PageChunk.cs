namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>A part of a page, and the part that follows. Belongs to one page at a time.</summary>
internal sealed class PageChunk
{
    /// <summary>Bytes in a chunk: arrays of this size stay below the large-object heap.</summary>
    public const int Size = 64 * 1024;

    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(Size);

    /// <summary>How many of the bytes are written.</summary>
    public int Used { get; set; }

    public PageChunk? Next { get; set; }

    /// <summary>What is written.</summary>
    public ReadOnlyMemory<byte> Written => Bytes.AsMemory(0, Used);
}
