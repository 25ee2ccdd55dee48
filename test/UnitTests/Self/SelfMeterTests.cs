using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Self;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Self;

public sealed class SelfMeterTests
{
    [Fact]
    public void The_page_tells_of_the_page_before_it()
    {
        using var page = new TestPage();
        var text = page.Text();
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line[0] != '#');

        var read = page.Read();

        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(text), read["aspnetcore_prometheus_scrape_size_bytes"]);
        Assert.Equal(lines, read["aspnetcore_prometheus_series"]);
        Assert.True(read["aspnetcore_prometheus_scrape_duration_seconds"] > 0);
        Assert.Contains(read.Keys, key => key.StartsWith("aspnetcore_prometheus_build_info{", StringComparison.Ordinal)
            && key.Contains($"version=\"{SelfMeter.Version}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Instrumentations_are_told_with_their_faults_which_begin_at_zero()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix, "2");
        var working = Guid.NewGuid().ToString("N");
        var resting = Guid.NewGuid().ToString("N");
        _ = new SelfMeter(meter, new() { [working] = true, [resting] = false });

        var read = page.Text();
        Assert.Contains($"aspnetcore_prometheus_instrumentation_active{{instrumentation=\"{working}\"", read, StringComparison.Ordinal);
        Assert.Equal(1, Value("active", working));
        Assert.Equal(0, Value("active", resting));
        Assert.Equal(0, Value("errors_total", working));
        FaultReport.Note(9010, working, "a fault of a test");
        Assert.Equal(1, Value("errors_total", working));

        double Value(string name, string instrumentation) => page.Read().Single(sample =>
            sample.Key.StartsWith("aspnetcore_prometheus_instrumentation_" + name, StringComparison.Ordinal)
            && sample.Key.Contains($"instrumentation=\"{instrumentation}\"", StringComparison.Ordinal)
            && sample.Key.Contains("otel_scope_version=\"2\"", StringComparison.Ordinal)
            == sample.Key.Contains("otel_scope_name", StringComparison.Ordinal)).Value;
    }
}
