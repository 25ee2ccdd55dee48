using System.Globalization;

namespace AspNetCorePrometheus.Instrumentation.ProcessMetrics;

/// <summary>The process as Linux tells it. https://man7.org/linux/man-pages/man5/proc.5.html</summary>
internal static class ProcFiles
{
    private const long Unlimited = -1;

    /// <summary>Address space in bytes.</summary>
    public static long VirtualMemory() => Pages(0) * Environment.SystemPageSize;

    public static long Threads() => StatusLine("Threads:");

    public static long OpenFiles() => Directory.EnumerateFileSystemEntries("/proc/self/fd").LongCount();

    /// <summary>The soft limit; −1 where there is none.</summary>
    public static long MaxFiles()
    {
        const string Name = "Max open files";
        foreach (var line in File.ReadLines("/proc/self/limits"))
        {
            if (line.StartsWith(Name, StringComparison.Ordinal))
            {
                var soft = line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
                return soft == "unlimited" ? Unlimited : long.Parse(soft, CultureInfo.InvariantCulture);
            }
        }

        return Unlimited;
    }

    private static long Pages(int column) =>
        long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[column], CultureInfo.InvariantCulture);

    private static long StatusLine(string name)
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(name.Length).Trim(), CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
