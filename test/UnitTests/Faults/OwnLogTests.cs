using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Faults;

[Collection(ProcessWide.Name)]
public sealed class OwnLogTests
{
    [Fact]
    public void What_is_below_the_level_is_not_written_but_for_the_start_line()
    {
        using var log = new LogFile(OwnLogLevel.Error);
        OwnLog.Write(OwnLogLevel.Warning, 1, "quiet");
        OwnLog.Write(OwnLogLevel.Error, 2, "loud");
        OwnLog.WriteAlways(3, "start");

        Assert.Equal(
            ["AspNetCorePrometheus: error [2] loud", "AspNetCorePrometheus: [3] start"],
            log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void None_writes_no_error()
    {
        using var log = new LogFile(OwnLogLevel.None);
        OwnLog.Write(OwnLogLevel.Error, 1, "quiet");

        Assert.Empty(log.Text);
    }

    [Theory]
    [InlineData("/does/not/exist/own.log")]
    [InlineData("/proc/self/cmdline")]
    [InlineData("/tmp")]
    [InlineData("a\0b")]
    public void A_file_that_cannot_be_written_falls_back_to_standard_error(string path)
    {
        var before = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            OwnLog.Configure(OwnLogLevel.Warning, path);
            OwnLog.Write(OwnLogLevel.Warning, 4, "heard");
        }
        finally
        {
            Console.SetError(before);
            OwnLog.Configure(OwnLogLevel.Warning, null);
        }

        Assert.Contains("heard", error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"[{LogEvents.LogFileFailed}]", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_standard_error_that_is_closed_is_no_reason_to_throw()
    {
        var before = Console.Error;
        var closed = new StringWriter();
        closed.Dispose();
        Console.SetError(closed);
        try
        {
            OwnLog.Write(OwnLogLevel.Error, 5, "unheard");
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
