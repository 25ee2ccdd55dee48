using System.Buffers.Text;

namespace AspNetCorePrometheus.Instrumentation.ProcessMetrics;

/// <summary>
/// The process as Linux tells it, read without allocating.
/// https://man7.org/linux/man-pages/man5/proc.5.html
/// </summary>
internal static class ProcFiles
{
    private const long Unlimited = -1;

    // Columns 20 and 22 of stat, counted from the third, which follows the name in parentheses.
    private const int ThreadsColumn = 17;
    private const int StartColumn = 19;

    // What the kernel tells of times is in hundredths of a second on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    private static readonly ProcFile Statm = new("/proc/self/statm");
    private static readonly ProcFile Stat = new("/proc/self/stat");
    private static readonly ProcFile UptimeFile = new("/proc/uptime");
    private static readonly ProcFile Limits = new("/proc/self/limits");

    /// <summary>Address space in bytes.</summary>
    public static long VirtualMemory() => Column(Statm.Read(stackalloc byte[ProcFile.Enough]), 0) * Environment.SystemPageSize;

    /// <summary>Resident memory in bytes.</summary>
    public static long ResidentMemory() => Column(Statm.Read(stackalloc byte[ProcFile.Enough]), 1) * Environment.SystemPageSize;

    public static long Threads() => StatColumn(ThreadsColumn);

    /// <summary>When the process started, in seconds since the machine did.</summary>
    public static double Started() => StatColumn(StartColumn) / TicksPerSecond;

    /// <summary>How long the machine has been running, in seconds.</summary>
    public static double Uptime() => Utf8Parser.TryParse(UptimeFile.Read(stackalloc byte[ProcFile.Enough]), out double seconds, out _)
        ? seconds
        : throw new FormatException("/proc/uptime has no number.");

    /// <summary>The soft limit of open file descriptors; −1 where there is none.</summary>
    public static long MaxFiles()
    {
        var text = Limits.Read(stackalloc byte[ProcFile.Enough]);
        var name = "Max open files"u8;
        var line = text.IndexOf(name);
        return line < 0 ? Unlimited : Number(text[(line + name.Length)..].TrimStart((byte)' '));
    }

    private static long StatColumn(int column)
    {
        var text = Stat.Read(stackalloc byte[ProcFile.Enough]);
        return Column(text[(text.LastIndexOf((byte)')') + 2)..], column);
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
