using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A hybrid cache asks the same of its distributed level with and without us.</summary>
public sealed class HybridBackendTests
{
    public static TheoryData<Type> Backends => [typeof(FakeCache), typeof(FakeBufferCache), typeof(FakeKinds.InspectableBuffer)];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task A_distributed_level_of_another_kind_is_asked_the_same(Type backend)
    {
        var expected = await Calls(backend, isMeasured: false);
        var actual = await Calls(backend, isMeasured: true);

        Assert.True(expected.Count >= 8);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Distributed_memory_is_left_out(bool isMeasured)
    {
        await using var provider = Provider(services => services.AddDistributedMemoryCache(), isMeasured);
        var hybrid = provider.GetRequiredService<HybridCache>();

        await hybrid.GetOrCreateAsync("a", _ => ValueTask.FromResult("made"));

        Assert.Equal("made", provider.GetRequiredService<IMemoryCache>().Get("a"));
        Assert.Null(await provider.GetRequiredService<IDistributedCache>().GetAsync("a"));
    }

    private static async Task<IReadOnlyList<string>> Calls(Type backend, bool isMeasured)
    {
        var cache = (FakeCache)Activator.CreateInstance(backend)!;
        await using var provider = Provider(services => services.AddSingleton<IDistributedCache>(cache), isMeasured);
        var hybrid = provider.GetRequiredService<HybridCache>();

        await hybrid.GetOrCreateAsync("a", _ => ValueTask.FromResult("made"));
        await hybrid.GetOrCreateAsync("a", _ => ValueTask.FromResult("again"));
        provider.GetRequiredService<IMemoryCache>().Remove("a");
        Assert.Equal("made", await hybrid.GetOrCreateAsync("a", _ => ValueTask.FromResult("again")));
        await hybrid.SetAsync("b", "set");
        await hybrid.RemoveAsync("a");
        Assert.Equal("new", await hybrid.GetOrCreateAsync("a", _ => ValueTask.FromResult("new")));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await hybrid.RemoveAsync("fails"));
        return cache.Calls;
    }

    private static ServiceProvider Provider(Action<IServiceCollection> register, bool isMeasured)
    {
        var services = new ServiceCollection();
        services.AddMemoryCache().AddSingleton<HybridCache, TwoLevelHybridCache>();
        register(services);
        if (isMeasured)
        {
            new CacheInstrumentation(TestSettings.Of()).AddTo(services);
        }

        return services.BuildServiceProvider();
    }
}
