using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.Instrumentation.Caches.Redis;
using AspNetCorePrometheus.UnitTests.Support;
using StackExchange.Redis.Profiling;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches.Redis;

[Collection(ProcessWide.Name)]
public sealed class RedisProfilerTests
{
    private readonly RedisConnections _connections = new(new CacheFamilies(TestSettings.Of()));

    [Fact]
    public void A_connection_without_a_profiler_gets_ours_and_one_with_the_applications_keeps_it()
    {
        var bare = FakeMultiplexer.New();
        var profiled = FakeMultiplexer.New();
        var own = new Func<ProfilingSession>(() => null!);
        profiled.RegisterProfiler(own);

        _connections.Watch(bare);
        _connections.Watch(profiled);

        Assert.Same(_connections.Session, FakeMultiplexer.ProfilerOf(bare));
        Assert.Same(own, FakeMultiplexer.ProfilerOf(profiled));
    }

    [Fact]
    public void Profilers_of_the_application_are_told_of_once()
    {
        using var log = new LogFile();

        for (var i = 0; i < 3; i++)
        {
            var profiled = FakeMultiplexer.New();
            profiled.RegisterProfiler(() => null!);
            _connections.Watch(profiled);
        }

        Assert.Single(log.Text.Split(Environment.NewLine), line => line.Contains($"[{LogEvents.RedisProfilerTaken}]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_applications_factory_makes_is_watched_and_handed_on()
    {
        var made = FakeMultiplexer.New();
        var options = new FakeRedisOptions { ConnectionMultiplexerFactory = () => Task.FromResult(made) };

        RedisOptions.Profile(options, _connections);

        Assert.Same(made, await options.ConnectionMultiplexerFactory());
        Assert.Same(_connections.Session, FakeMultiplexer.ProfilerOf(made));
        Assert.Null(options.ProfilingSession);
    }

    [Fact]
    public async Task A_factory_that_fails_fails_as_before()
    {
        var options = new FakeRedisOptions { ConnectionMultiplexerFactory = () => throw new TimeoutException("the application's") };

        RedisOptions.Profile(options, _connections);

        Assert.Equal("the application's", (await Assert.ThrowsAsync<TimeoutException>(options.ConnectionMultiplexerFactory)).Message);
    }

    [Fact]
    public void An_integration_that_connects_itself_is_given_our_session_unless_it_has_the_applications()
    {
        var bare = new FakeRedisOptions();
        var own = new Func<ProfilingSession>(() => null!);
        var profiled = new FakeRedisOptions { ProfilingSession = own };

        RedisOptions.Profile(bare, _connections);
        RedisOptions.Profile(profiled, _connections);

        Assert.Same(_connections.Session, bare.ProfilingSession);
        Assert.Same(own, profiled.ProfilingSession);
    }

    [Fact]
    public void A_session_that_is_full_takes_no_more_until_it_has_been_read_and_that_is_told()
    {
        using var log = new LogFile();
        var commands = new RedisCommands(new CacheFamilies(TestSettings.Of()));
        var taken = 0;
        while (taken <= 1_000_000 && commands.Session() is not null)
        {
            taken++;
        }

        commands.Drain(TimeSpan.Zero);

        Assert.Equal(50_000, taken);
        Assert.NotNull(commands.Session());
        Assert.Single(log.Text.Split(Environment.NewLine), line => line.Contains($"[{LogEvents.RedisCommandsDropped}]", StringComparison.Ordinal));
    }
}
