using Microsoft.Win32.SafeHandles;

namespace AspNetCorePrometheus.Instrumentation.ProcessMetrics;

/// <summary>
/// A file of <c>/proc</c>, opened once: the kernel writes it anew for each read from its beginning, and opening costs more than
/// reading.
/// </summary>
internal sealed class ProcFile(string path)
{
    /// <summary>Bytes that hold all that is asked of these files.</summary>
    public const int Enough = 2048;

    private readonly Lazy<SafeFileHandle> _handle =
        new(() => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));

    /// <summary>The file's text as it is now, as much of it as the buffer holds.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ReadOnlySpan<byte> Read(Span<byte> buffer) => buffer[..RandomAccess.Read(_handle.Value, buffer, 0)];
}
