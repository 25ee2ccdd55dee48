using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.Instrumentation.Caches.Redis;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches.Redis;

[Collection(ProcessWide.Name)]
public sealed class RedisConnectionsTests
{
    private readonly CacheFamilies _families = new(TestSettings.Of());

    [Fact]
    public async Task A_connection_that_throws_keeps_no_other_from_being_looked_at()
    {
        var good = new FakeRedisCache(FakeMultiplexer.New());
        var bad = Enumerable.Range(0, 200).Select(_ => new FakeRedisCache(FakeMultiplexer.Broken())).ToList();
        var connections = new RedisConnections(_families);

        connections.LookInto(good);
        bad.ForEach(connections.LookInto);

        await Eventually.True(() => FakeMultiplexer.ProfilerOf(good.Connection) is not null, "the other connection is profiled");
        Assert.Same(connections.Session, FakeMultiplexer.ProfilerOf(good.Connection));
        GC.KeepAlive(bad);
    }

    [Fact]
    public void A_server_behind_a_proxy_has_no_state_and_that_is_no_fault()
    {
        var before = Faults();
        var connections = new RedisConnections(_families);

        connections.Watch(FakeMultiplexer.New());

        Assert.Empty(Samples.Of(_families.RedisConnected).Labels);
        Assert.Empty(Samples.Of(_families.RedisPending).Labels);
        Assert.Equal(before, Faults());
    }

    private static long Faults() => FaultReport.Counts.Where(count => count.Key == "observable_callback").Sum(count => count.Value);
}
