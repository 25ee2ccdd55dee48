using System.Buffers.Text;

namespace AspNetCorePrometheus.Instrumentation.ProcessMetrics;

/// <summary>
/// The process as Linux tells it, read without allocating.
/// https://man7.org/linux/man-pages/man5/proc.5.html
/// </summary>
internal static class ProcFiles
{
    private const long Unlimited = -1;

    // The twentieth column of stat, counted from the third, which follows the name in parentheses.
    private const int ThreadsColumn = 17;

    private static readonly ProcFile Statm = new("/proc/self/statm");
    private static readonly ProcFile Stat = new("/proc/self/stat");
    private static readonly ProcFile Limits = new("/proc/self/limits");

    /// <summary>Address space in bytes.</summary>
    public static long VirtualMemory() => Column(Statm.Read(stackalloc byte[ProcFile.Enough]), 0) * Environment.SystemPageSize;

    /// <summary>Resident memory in bytes.</summary>
    public static long ResidentMemory() => Column(Statm.Read(stackalloc byte[ProcFile.Enough]), 1) * Environment.SystemPageSize;

    public static long Threads()
    {
        var text = Stat.Read(stackalloc byte[ProcFile.Enough]);
        return Column(text[(text.LastIndexOf((byte)')') + 2)..], ThreadsColumn);
    }

    /// <summary>The soft limit of open file descriptors; −1 where there is none.</summary>
    public static long MaxFiles()
    {
        var text = Limits.Read(stackalloc byte[ProcFile.Enough]);
        var name = "Max open files"u8;
        var line = text.IndexOf(name);
        return line < 0 ? Unlimited : Number(text[(line + name.Length)..].TrimStart((byte)' '));
    }

    private static long Column(ReadOnlySpan<byte> text, int column)
    {
        for (; column > 0; column--)
        {
            text = text[(text.IndexOf((byte)' ') + 1)..];
        }

        return Number(text);
    }

    // What is no number is the word "unlimited".
    private static long Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long number, out _) ? number : Unlimited;
}
