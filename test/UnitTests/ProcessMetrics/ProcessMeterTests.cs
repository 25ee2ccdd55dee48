using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.ProcessMetrics;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.ProcessMetrics;

public sealed class ProcessMeterTests
{
    [Fact]
    public void The_process_has_the_names_of_every_client_library()
    {
        using var page = new TestPage();
        ProcessMeter.AddTo(page.Meter);

        var read = page.Read();

        using var process = Process.GetCurrentProcess();
        Assert.True(read["process_cpu_seconds_total"] > 0);
        Assert.Equal(new DateTimeOffset(process.StartTime).ToUnixTimeSeconds(), read["process_start_time_seconds"], 1.0);
        Assert.InRange(read["process_resident_memory_bytes"], 1_000_000, read["process_virtual_memory_bytes"]);
        Assert.InRange(read["process_threads"], 1, 10_000);
        Assert.InRange(read["process_open_fds"], 3, read["process_max_fds"] < 0 ? double.MaxValue : read["process_max_fds"]);
    }

    [Fact]
    public void What_linux_tells_is_read()
    {
        using var process = Process.GetCurrentProcess();
        Assert.InRange(ProcFiles.ResidentMemory(), process.WorkingSet64 / 2, process.WorkingSet64 * 2);
        Assert.InRange(ProcFiles.VirtualMemory(), process.VirtualMemorySize64 / 2, process.VirtualMemorySize64 * 2);
        Assert.InRange(ProcFiles.Threads(), process.Threads.Count / 2, process.Threads.Count * 2);
        var limit = File.ReadLines("/proc/self/limits").Single(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        Assert.Equal(limit, ProcFiles.MaxFiles() is >= 0 and var most ? $"{most}" : "unlimited");
    }

    [Fact]
    public void Open_files_are_counted_as_they_are_listed()
    {
        const int More = 500;
        var before = OpenFiles.Count();
        var opened = Enumerable.Range(0, More).Select(_ => File.OpenHandle("/proc/self/stat")).ToArray();
        var counted = OpenFiles.Count();
        var listed = OpenFiles.Listed();
        Array.ForEach(opened, handle => handle.Dispose());

        // Other tests open and close files meanwhile.
        Assert.InRange(counted, before + More - 100, before + More + 100);
        Assert.InRange(listed, counted - 100, counted + 100);
    }
}
