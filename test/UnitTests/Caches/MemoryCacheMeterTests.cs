using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Caches.Memory;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>
/// A runtime whose memory cache has a meter, by a stand-in of that name and shape: it shows each cache that has its statistics on.
/// </summary>
public sealed class MemoryCacheMeterTests
{
    private const string MeterName = "Microsoft.Extensions.Caching.Memory.MemoryCache";

    [Fact]
    public void It_is_told_by_the_caches_name_in_the_options()
    {
        Assert.Equal(Environment.Version.Major > 10, MemoryCacheMeter.IsOf(typeof(MemoryCacheOptions)));
        Assert.True(MemoryCacheMeter.IsOf(typeof(NamedOptions)));
    }

    [Fact]
    public async Task Look_ups_of_a_memory_cache_show_in_its_meter_alone_and_those_of_distributed_memory_here_alone()
    {
        await using var measured = new MeasuredServices(services => services.AddMemoryCache().AddDistributedMemoryCache(), () => true);
        var (memory, distributed) = (measured.Get<IMemoryCache>(), measured.Get<IDistributedCache>());
        memory.Set("a", 1);
        memory.Get("a");
        memory.Get("a");
        memory.Get("b");
        distributed.Set("a", [1]);
        distributed.Get("a");
        distributed.Get("b");

        var page = Page(measured, memory);

        Assert.Equal([2, 1], Looked(page, "dotnet_cache_requests_total{dotnet_cache_name=\"Default\",dotnet_cache_request_result=\"{0}\"}"));
        Assert.Equal(1, page["dotnet_cache_entries{dotnet_cache_name=\"Default\"}"]);
        Assert.DoesNotContain(page.Keys, series => series.Contains("cache_system=\"memory\"", StringComparison.Ordinal));
        Assert.Equal(
            [1, 1],
            Looked(page, "cache_requests_total{cache_name=\"default\",cache_operation=\"get\",cache_result=\"{0}\",cache_system=\"distributed_memory\"}"));
        Assert.Equal(1, page["cache_entries{cache_name=\"default\",cache_system=\"distributed_memory\"}"]);
        Assert.False(measured.Get<IOptions<MemoryDistributedCacheOptions>>().Value.TrackStatistics);
    }

    [Fact]
    public async Task Distributed_memory_that_has_to_count_itself_is_left_to_the_meter()
    {
        await using var measured = new MeasuredServices(
            services => services.AddDistributedMemoryCache().AddSingleton<HybridCache, FakeHybridCache>(), () => true);
        var cache = measured.Get<IDistributedCache>();
        cache.Set("a", [1]);
        cache.Get("a");

        Assert.IsType<MemoryDistributedCache>(cache);
        Assert.True(measured.Get<IOptions<MemoryDistributedCacheOptions>>().Value.TrackStatistics);
        Assert.Equal(0, measured.Count("distributed_memory", "get hit"));
        Assert.Empty(Samples.Of(measured.Families.Entries).Labels);
    }

    private static Dictionary<string, double> Page(MeasuredServices measured, IMemoryCache cache)
    {
        using var page = TestPage.WithMeters(MeterName);
        using var meter = new Meter(MeterName);
        KeyValuePair<string, object?> name = new("dotnet.cache.name", "Default");
        var statistics = ((MemoryCache)cache).GetCurrentStatistics()!;
        meter.CreateObservableCounter(
            "dotnet.cache.requests",
            () => new[] { Requests("hit", statistics.TotalHits), Requests("miss", statistics.TotalMisses) },
            "{request}");
        meter.CreateObservableUpDownCounter("dotnet.cache.entries", () => new Measurement<long>(statistics.CurrentEntryCount, name), "{entry}");
        foreach (var stream in measured.Families.All)
        {
            page.Catalog.Add(stream);
        }

        return page.Read();

        Measurement<long> Requests(string result, long count) => new(count, name, new("dotnet.cache.request.result", result));
    }

    private static IEnumerable<double> Looked(Dictionary<string, double> page, string series) =>
        new[] { "hit", "miss" }.Select(result => page[series.Replace("{0}", result, StringComparison.Ordinal)]);

    private sealed class NamedOptions
    {
        public string Name { get; set; } = "Default";
    }
}
