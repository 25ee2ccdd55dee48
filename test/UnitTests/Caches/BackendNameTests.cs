using AspNetCorePrometheus.UnitTests.Support;
using Enyim.Caching;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.SqlServer;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>What a distributed cache keeps its values in is told by the name of its type.</summary>
public sealed class BackendNameTests
{
    [Theory]
    [InlineData(typeof(SqlServerCache), "sqlserver")]
    [InlineData(typeof(DerivedSqlServerCache), "sqlserver")]
    [InlineData(typeof(DerivedRedisCache), "redis")]
    [InlineData(typeof(MemcachedClient), "memcached")]
    [InlineData(typeof(FakeCache), "FakeCache")]
    [InlineData(typeof(GenericCache<int>), "GenericCache")]
    public async Task A_known_backend_has_its_own_name_and_any_other_that_of_its_class(Type type, string system)
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton(typeof(IDistributedCache), type));
        var cache = measured.Get<IDistributedCache>();

        await cache.GetAsync("a");
        await cache.SetAsync("a", [1]);
        Assert.Equal([1], await cache.GetAsync("a"));

        Assert.Equal(
            [1, 1, 1], new[] { "get hit", "get miss", "set ok" }.Select(counted => measured.Count(system, counted)));
        Assert.Equal(2, Samples.Of(measured.Families.Duration).Count(("cache_system", system), ("cache_operation", "get")));
    }

    [Fact]
    public async Task A_memcached_client_that_is_registered_as_its_library_does_counts_once_as_the_cache()
    {
        await using var measured = new MeasuredServices(services => services
            .AddSingleton<MemcachedClient>()
            .AddSingleton<IMemcachedClient>(provider => provider.GetRequiredService<MemcachedClient>())
            .AddSingleton<IDistributedCache>(provider => provider.GetRequiredService<MemcachedClient>()));
        var cache = measured.Get<IDistributedCache>();

        cache.Set("a", [1]);
        cache.Get("a");

        Assert.True(await ((IMemcachedClient)cache).TouchAsync("a", TimeSpan.FromMinutes(1)));
        Assert.Same(measured.Get<MemcachedClient>(), measured.Get<IMemcachedClient>());
        Assert.Equal((1, 1), (measured.Count("memcached", "get hit"), measured.Count("memcached", "set ok")));
    }

    internal sealed class DerivedSqlServerCache : SqlServerCache;

    internal sealed class DerivedRedisCache : RedisCache;

    internal sealed class GenericCache<T> : FakeCache
    {
        public T? Last { get; set; }
    }
}
