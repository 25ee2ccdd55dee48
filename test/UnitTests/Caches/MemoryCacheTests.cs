using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

public class MemoryCacheTests
{
    [Fact]
    public async Task Its_own_statistics_are_read()
    {
        await using var measured = new MeasuredServices(services => services.AddMemoryCache(options => options.SizeLimit = 100));
        var cache = measured.Get<IMemoryCache>();

        cache.Set("a", 1, new MemoryCacheEntryOptions { Size = 7 });
        cache.Get("a");
        cache.Get("a");
        cache.Get("b");

        Assert.IsType<MemoryCache>(cache);
        Assert.Equal((2, 1), (measured.Count("memory", "get hit"), measured.Count("memory", "get miss")));
        Assert.Equal(1, Samples.Of(measured.Families.Entries).Count(("cache_system", "memory"), ("cache_name", "default")));
        Assert.Equal(7, Samples.Of(measured.Families.EstimatedSize).Count());
    }

    [Fact]
    public async Task Without_a_size_limit_there_is_no_size()
    {
        await using var measured = new MeasuredServices(services => services.AddMemoryCache());
        measured.Get<IMemoryCache>().Set("a", 1);

        Assert.Empty(Samples.Of(measured.Families.EstimatedSize).Labels);
    }

    [Fact]
    public async Task Keyed_caches_and_such_as_have_a_type_of_their_own_service_are_read()
    {
        await using var measured = new MeasuredServices(services => services
            .AddSingleton<MemoryCache>()
            .AddKeyedSingleton<IMemoryCache>("big", (provider, _) => new MemoryCache(
                provider.GetRequiredService<IOptions<MemoryCacheOptions>>())));
        measured.Get<MemoryCache>().Get("a");
        measured.Services.GetRequiredKeyedService<IMemoryCache>("big").Get("a");

        Assert.Equal((1, 1), (measured.Count("memory", "get miss"), measured.Count("memory", "get miss", "big")));
    }

    [Fact]
    public async Task A_cache_of_a_class_that_the_application_has_derived_is_read()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<IMemoryCache, DerivedCache>());
        measured.Get<IMemoryCache>().Get("a");

        Assert.Equal(1, measured.Count("memory", "get miss"));
    }

    [Fact]
    public async Task One_cache_under_two_services_counts_once()
    {
        await using var measured = new MeasuredServices(services => services
            .AddSingleton<MemoryCache>()
            .AddSingleton<IMemoryCache>(provider => provider.GetRequiredService<MemoryCache>()));
        measured.Get<IMemoryCache>().Get("a");
        measured.Get<MemoryCache>();

        Assert.Equal(1, measured.Count("memory", "get miss"));
    }

    [Fact]
    public async Task One_cache_of_two_hosts_counts_once()
    {
        using var cache = new MemoryCache(new MemoryCacheOptions { TrackStatistics = true });
        var caches = new CacheInstrumentation(TestSettings.Of());
        await using var first = Host();
        await using var second = Host();
        first.GetRequiredService<IMemoryCache>().Set("a", 1);
        second.GetRequiredService<IMemoryCache>().Get("a");
        second.GetRequiredService<IMemoryCache>().Get("b");

        Assert.Equal(1, Samples.Of(caches.Families.Entries).Count());
        Assert.Equal((1, 1), (Requests("hit"), Requests("miss")));

        ServiceProvider Host()
        {
            var services = new ServiceCollection();
            services.AddOptions().AddSingleton<IMemoryCache>(cache);
            caches.AddTo(services);
            return services.BuildServiceProvider();
        }

        long Requests(string result) => Samples.Of(caches.Families.ReadRequests).Count(("cache_result", result));
    }

    [Fact]
    public async Task A_cache_of_the_applications_own_is_left_as_it_is()
    {
        var own = new MemoryCache(new MemoryCacheOptions());
        await using var measured = new MeasuredServices(services => services.AddSingleton<IMemoryCache>(own));
        own.Set("a", 1);

        Assert.Same(own, measured.Get<IMemoryCache>());
        Assert.Equal(1, Samples.Of(measured.Families.Entries).Count());
        Assert.Empty(Samples.Of(measured.Families.ReadRequests).Labels);
        own.Dispose();
    }

    private sealed class DerivedCache(IOptions<MemoryCacheOptions> options) : MemoryCache(options);
}
