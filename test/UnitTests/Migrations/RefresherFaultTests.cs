using System.Collections.Concurrent;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Migrations;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

[Collection(ProcessWide.Name)]
public sealed class RefresherFaultTests : IDisposable
{
    private const int Refresh = 200;

    private readonly LogFile _log = new();
    private readonly NotesFile _file = new();
    private readonly MigrationFamilies _families = new(TestSettings.Of());
    private readonly MigrationRefresher _refresher = new(TimeSpan.FromMilliseconds(Refresh));

    [Fact]
    public async Task A_look_up_that_cannot_begin_is_tried_again_after_the_interval()
    {
        var tried = new ConcurrentQueue<long>();
        FaultSeam.Injected = boundary =>
        {
            if (boundary == "migrations_look_up")
            {
                tried.Enqueue(Environment.TickCount64);
                throw new InvalidOperationException();
            }
        };
        var services = new ServiceCollection();
        services.AddDbContext<NotesContext>(options => options.UseSqlite(_file.ConnectionString));
        using var host = new RefreshedHost(services, _families, _refresher);

        await Eventually.True(() => tried.Count >= 3, "a third attempt");
        var times = tried.ToArray();
        Assert.InRange(times[2] - times[0], Refresh, long.MaxValue);
        Assert.False(host.HasLooked);

        FaultSeam.Injected = null;
        await Eventually.True(() => host.HasLooked, "a look-up");
        await host.StopAsync();
    }

    public void Dispose()
    {
        FaultSeam.Injected = null;
        _file.Dispose();
        _log.Dispose();
    }
}
