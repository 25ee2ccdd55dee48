using StackExchange.Redis;

namespace AspNetCorePrometheus.UnitTests.Caches.Redis;

/// <summary>Keeps its connection in a field as the framework's cache does.</summary>
internal sealed class FakeRedisCache(IConnectionMultiplexer connection)
{
    private readonly IConnectionMultiplexer _connection = connection;

    public IConnectionMultiplexer Connection => _connection;
}
