using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace AspNetCorePrometheus.UnitTests.Caches.Redis;

/// <summary>The properties that the options of every integration have.</summary>
internal sealed class FakeRedisOptions
{
    public Func<Task<IConnectionMultiplexer>>? ConnectionMultiplexerFactory { get; set; }

    public Func<ProfilingSession>? ProfilingSession { get; set; }
}
