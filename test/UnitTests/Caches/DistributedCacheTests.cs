using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

public class DistributedCacheTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_known_sequence_gives_exact_counts(bool isLate)
    {
        await using var measured = new MeasuredServices(
            services => services.AddSingleton<IDistributedCache>(new FakeCache { IsLate = isLate }));
        var cache = measured.Get<IDistributedCache>();

        await cache.GetAsync("a");
        await cache.SetAsync("a", [1]);
        await cache.GetAsync("a");
        cache.Get("a");
        cache.Refresh("a");
        await cache.RefreshAsync("a");
        await cache.RemoveAsync("a");
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync("fails"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.SetAsync("broken", [1]));
        Assert.Throws<InvalidOperationException>(() => cache.Remove("fails"));

        var counts = new[] { "get hit", "get miss", "get error", "set ok", "set error", "refresh ok", "remove ok", "remove error" }
            .Select(counted => measured.Count("FakeCache", counted));
        Assert.Equal([2, 1, 1, 1, 1, 2, 1, 1], counts);
        Assert.Equal(10, Samples.Of(measured.Families.Duration).Count());
    }

    [Fact]
    public async Task What_the_caller_cancelled_is_no_error()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<IDistributedCache>(new FakeCache { IsLate = true }));
        using var cancelled = new CancellationTokenSource(1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => measured.Get<IDistributedCache>().GetAsync("a", new CancellationToken(canceled: true)));

        Assert.Equal(0, measured.Count("FakeCache", "get error"));
    }

    [Fact]
    public async Task Keyed_caches_have_the_name_of_their_key()
    {
        await using var measured = new MeasuredServices(services => services
            .AddKeyedSingleton<IDistributedCache, FakeCache>("baskets")
            .AddKeyedSingleton<IDistributedCache, FakeBufferCache>(DayOfWeek.Monday));

        measured.Services.GetRequiredKeyedService<IDistributedCache>("baskets").Get("a");
        measured.Services.GetRequiredKeyedService<IDistributedCache>(DayOfWeek.Monday).Get("a");

        Assert.Equal(1, measured.Count("FakeCache", "get miss", "baskets"));
        Assert.Equal(1, measured.Count("FakeBufferCache", "get miss", "Monday"));
    }

    [Fact]
    public async Task Distributed_memory_is_counted_but_not_timed_and_has_entries_and_a_size()
    {
        await using var measured = new MeasuredServices(services => services.AddMemoryCache().AddDistributedMemoryCache());
        var cache = measured.Get<IDistributedCache>();
        measured.Get<IMemoryCache>();

        cache.Set("a", new byte[10]);
        cache.Get("a");
        cache.Get("b");

        Assert.Equal((1, 1), (measured.Count("distributed_memory", "get hit"), measured.Count("distributed_memory", "get miss")));
        Assert.Equal(0, measured.Count("memory", "get hit"));
        Assert.Equal(1, Samples.Of(measured.Families.Entries).Count(("cache_system", "distributed_memory")));
        Assert.Equal(10, Samples.Of(measured.Families.EstimatedSize).Count(("cache_system", "distributed_memory")));
        Assert.Empty(Samples.Of(measured.Families.Duration).Labels);
    }

    [Fact]
    public async Task A_host_with_a_hybrid_cache_gets_the_exact_type_which_counts_itself()
    {
        await using var measured = new MeasuredServices(services => services
            .AddDistributedMemoryCache()
            .AddMemoryCache()
            .AddSingleton<Microsoft.Extensions.Caching.Hybrid.HybridCache, FakeHybridCache>());
        var cache = measured.Get<IDistributedCache>();

        Assert.Equal(typeof(MemoryDistributedCache), cache.GetType());
        Assert.Equal(typeof(MemoryCache), measured.Get<IMemoryCache>().GetType());
        cache.Set("a", [1]);
        cache.Get("a");
        cache.Get("b");
        Assert.Equal((1, 1), (measured.Count("distributed_memory", "get hit"), measured.Count("distributed_memory", "get miss")));
    }

    [Fact]
    public async Task Thirty_two_parallel_clients_are_counted_exactly()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<IDistributedCache, FakeCache>());
        var cache = measured.Get<IDistributedCache>();
        cache.Set("a", [1]);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await cache.GetAsync(i % 4 == 0 ? "b" : "a");
            }
        })));

        Assert.Equal((24_000, 8_000), (measured.Count("FakeCache", "get hit"), measured.Count("FakeCache", "get miss")));
    }
}
