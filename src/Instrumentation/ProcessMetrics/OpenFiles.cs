using System.Runtime.InteropServices;

namespace AspNetCorePrometheus.Instrumentation.ProcessMetrics;

/// <summary>
/// The number of open file descriptors. From Linux 6.2 on it is the size of <c>/proc/self/fd</c>, which no managed call tells of a
/// directory; listing the entries, the only way before, takes a millisecond for two hundred of them, more than all the rest of a
/// small page. https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html
/// </summary>
internal static class OpenFiles
{
    private const int CurrentFolder = -100;
    private const uint SizeOnly = 0x200;

    // struct statx has one layout on every architecture. https://man7.org/linux/man-pages/man2/statx.2.html
    private const int StatxLength = 256;
    private const int SizeOffset = 40;

    private static bool _hasSize = true;

    public static long Count()
    {
        if (_hasSize && Size() is > 0 and var size)
        {
            return size;
        }

        _hasSize = false;
        return Listed();
    }

    /// <summary>Counted entry by entry, the listing's own descriptor among them.</summary>
    public static long Listed() => Directory.EnumerateFileSystemEntries("/proc/self/fd").LongCount();

    private static long Size()
    {
        try
        {
            Span<byte> found = stackalloc byte[StatxLength];
            found.Clear();
            var failed = Statx(CurrentFolder, in "/proc/self/fd\0"u8[0], 0, SizeOnly, ref found[0]);
            return failed == 0 ? BitConverter.ToInt64(found[SizeOffset..]) : 0;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library of before 2018.
            return 0;
        }
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, in byte path, int flags, uint mask, ref byte found);
}
