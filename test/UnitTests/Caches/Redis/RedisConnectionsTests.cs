using System.Net;
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
    public void One_server_behind_a_proxy_has_the_multiplexers_state_and_several_have_none_and_neither_is_a_fault()
    {
        var before = Faults("observable_callback");
        var connections = new RedisConnections(_families);
        var several = FakeMultiplexer.New();
        ((FakeMultiplexer)several).Servers = [new DnsEndPoint("one", 1), new DnsEndPoint("two", 2)];

        var one = FakeMultiplexer.New();
        connections.Watch(one);
        connections.Watch(several);

        Assert.Equal((1, 0), (Connected("cache"), Samples.Of(_families.RedisPending).Count(("server_address", "cache"))));
        Assert.Single(Samples.Of(_families.RedisConnected).Labels);
        Assert.Single(Samples.Of(_families.RedisPending).Labels);
        Assert.Equal(before, Faults("observable_callback"));
        GC.KeepAlive(one);
        GC.KeepAlive(several);
    }

    [Fact]
    public async Task A_server_that_the_configuration_loses_and_names_again_is_read_again_once()
    {
        var multiplexer = FakeMultiplexer.New();
        var fake = (FakeMultiplexer)multiplexer;
        var connections = new RedisConnections(_families);
        connections.Watch(multiplexer);
        Assert.Equal(1, Connected("cache"));

        fake.Servers = [];
        fake.IsLost = true;
        Assert.Empty(Samples.Of(_families.RedisConnected).Labels);
        Assert.Empty(Samples.Of(_families.RedisPending).Labels);
        fake.IsLost = false;
        fake.Servers = [new DnsEndPoint("cache", 6379)];

        await Eventually.True(() => Samples.Of(_families.RedisPending).Labels.Count > 0, "the server is back");
        Assert.Equal(1, Connected("cache"));
        GC.KeepAlive(multiplexer);
    }

    [Fact]
    public async Task A_connection_that_throws_once_is_profiled_and_read_all_the_same()
    {
        var cache = new FakeRedisCache(FakeMultiplexer.New());
        var fake = (FakeMultiplexer)cache.Connection;
        fake.Faults = 1;
        var connections = new RedisConnections(_families);

        connections.LookInto(cache);

        await Eventually.True(() => Samples.Of(_families.RedisConnected).Labels.Count > 0, "the server is read");
        Assert.Same(connections.Session, FakeMultiplexer.ProfilerOf(cache.Connection));
        GC.KeepAlive(cache);
    }

    [Fact]
    public async Task A_connection_that_always_throws_is_let_alone()
    {
        var bad = new FakeRedisCache(FakeMultiplexer.New());
        var fake = (FakeMultiplexer)bad.Connection;
        fake.Faults = int.MaxValue;
        var good = FakeMultiplexer.New();
        var connections = new RedisConnections(_families);
        connections.LookInto(bad);
        connections.Watch(good);

        // Ten rounds of the thread, of which the bad one has been asked in the first four at most.
        await Eventually.True(() => ((FakeMultiplexer)good).Asked >= 10, "ten rounds");

        Assert.InRange(fake.Asked, 1, 4);
        GC.KeepAlive(bad);
        GC.KeepAlive(good);
    }

    private static long Faults(string instrumentation) =>
        FaultReport.Counts.Where(count => count.Key == instrumentation).Sum(count => count.Value);

    private long Connected(string server) => Samples.Of(_families.RedisConnected).Count(("server_address", server));
}
