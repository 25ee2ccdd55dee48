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
        Assert.True(ProcFiles.VirtualMemory() > 1_000_000);
        Assert.True(ProcFiles.Threads() > 0);
        Assert.True(ProcFiles.OpenFiles() > 2);
        Assert.True(ProcFiles.MaxFiles() is -1 or > 2);
    }
}
