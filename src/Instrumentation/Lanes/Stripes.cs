using System.Numerics;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>
/// Cells that many cores write without sharing a cache line: a copy for each of a few processors, added up when read.
/// </summary>
/// <remarks>
/// A copy is made when its processor first writes, and the number of copies is bounded, so that a series which is seldom
/// written costs little on a large machine. Writes are interlocked: a thread may be moved between reading its processor's
/// number and writing.
/// </remarks>
internal sealed class Stripes(int cells)
{
    // A cache line before and behind the cells, as arrays of different processors may lie side by side.
    private const int Padding = 8;
    private const int MostCopies = 8;

    private static readonly int Mask = Math.Min(MostCopies, (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount)) - 1;

    private readonly long[]?[] _copies = new long[]?[Mask + 1];

    /// <summary>The most copies that there can be of anything striped.</summary>
    public static int Copies => Mask + 1;

    /// <summary>The place of the current processor's copy.</summary>
    public static int CurrentCopy => Thread.GetCurrentProcessorId() & Mask;

    /// <summary>The current processor's cells, of which the first <c>cells</c> may be added to, interlocked.</summary>
    public Span<long> Current
    {
        get
        {
            var index = CurrentCopy;
            return (_copies[index] ?? Make(index)).AsSpan(Padding, cells);
        }
    }

    /// <summary>The sum of one cell over all processors.</summary>
    public long Read(int cell)
    {
        var total = 0L;
        foreach (var copy in _copies)
        {
            total += copy is null ? 0 : Volatile.Read(ref copy[Padding + cell]);
        }

        return total;
    }

    private long[] Make(int index)
    {
        var made = new long[cells + (2 * Padding)];
        return Interlocked.CompareExchange(ref _copies[index], made, null) ?? made;
    }
}
