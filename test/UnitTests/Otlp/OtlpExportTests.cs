using AspNetCorePrometheus.Instrumentation.Otlp;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Otlp;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task A_host_that_stops_as_soon_as_it_has_started_pushes_once()
    {
        await using var collector = await Collector.StartAsync();
        using var page = new TestPage();
        page.Meter.CreateCounter<int>("orders").Add(1);
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        new OtlpExport(collector.Address, () => page.Snapshot).Follow(lifetime);

        lifetime.NotifyStarted();
        lifetime.NotifyStopped();

        Assert.Single(collector.Pushes);
    }

    [Fact]
    public async Task A_host_that_has_not_started_pushes_nothing()
    {
        await using var collector = await Collector.StartAsync();
        using var page = new TestPage();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        new OtlpExport(collector.Address, () => page.Snapshot).Follow(lifetime);

        lifetime.NotifyStopped();

        Assert.Empty(collector.Pushes);
    }
}
