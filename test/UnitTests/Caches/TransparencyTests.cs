using AspNetCorePrometheus.Instrumentation.Caches.Distributed;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>The same calls with and without us have the same results, exceptions and interfaces.</summary>
public class TransparencyTests
{
    [Theory]
    [MemberData(nameof(FakeKinds.All), MemberType = typeof(FakeKinds))]
    public async Task A_cache_has_exactly_its_interfaces(Type type)
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton(typeof(IDistributedCache), type));

        var cache = measured.Get<IDistributedCache>();

        Assert.IsType<MeasuredDistributedCache>(cache, exactMatch: false);
        Assert.Equal(CallOutcome.Interfaces(type), CallOutcome.Interfaces(cache.GetType()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_call_has_the_same_outcome(bool isLate)
    {
        var plain = new FakeBufferCache { IsLate = isLate };
        await using var measured = new MeasuredServices(
            services => services.AddSingleton<IDistributedCache>(new FakeBufferCache { IsLate = isLate }));

        var expected = await Conversation.With(plain);
        var actual = await Conversation.With((IBufferDistributedCache)measured.Get<IDistributedCache>());

        Assert.True(expected.Count > 50);
        Assert.Contains(expected, outcome => outcome.StartsWith("WaitingForActivation TaskCanceledException", StringComparison.Ordinal));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Further_interfaces_reach_the_cache_inside()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<IDistributedCache, FakeKinds.Inspectable>());
        var cache = (IInspectable<string>)measured.Get<IDistributedCache>();
        var inspected = 0;
        var count = 5;

        cache.Last = "x";
        cache.Inspected += (_, _) => inspected++;

        Assert.Equal("x", cache.Last);
        Assert.Equal([1, 2, 3], cache.Keys(1, ref count, out var text, 2, 3));
        Assert.Equal(("out 5", 6, 1), (text, count, inspected));
        Assert.Equal("default implementation", cache.Name());
    }

    [Fact]
    public async Task The_container_disposes_of_what_it_made_once_and_of_no_instance()
    {
        var instance = new FakeKinds.Disposable();
        FakeKinds.Disposable? made = null;
        FakeKinds.AsyncDisposable? other = null;
        await using (var measured = new MeasuredServices(services => services
            .AddSingleton<IDistributedCache>(instance)
            .AddKeyedSingleton<IDistributedCache>("made", (_, _) => made = new FakeKinds.Disposable())
            .AddKeyedSingleton<IDistributedCache>("other", (_, _) => other = new FakeKinds.AsyncDisposable())))
        {
            measured.Get<IDistributedCache>();
            measured.Services.GetRequiredKeyedService<IDistributedCache>("made");
            measured.Services.GetRequiredKeyedService<IDistributedCache>("other");
        }

        Assert.Equal((0, 1, 1), (instance.Disposals, made!.Disposals, other!.Disposals));
    }

    [Fact]
    public async Task The_concrete_type_can_still_be_resolved()
    {
        await using var measured = new MeasuredServices(services => services
            .AddSingleton<FakeCache>()
            .AddSingleton<IDistributedCache>(provider => provider.GetRequiredService<FakeCache>()));

        measured.Get<FakeCache>().Set("a", [1]);

        Assert.Equal([1], measured.Get<IDistributedCache>().Get("a"));
        Assert.Equal((1, 0), (measured.Count("FakeCache", "get hit"), measured.Count("FakeCache", "set ok")));
    }

    [Fact]
    public async Task Lifetimes_and_the_number_of_services_stay()
    {
        await using var measured = new MeasuredServices(services => services
            .AddSingleton<IDistributedCache, FakeCache>()
            .AddScoped<IDistributedCache, FakeBufferCache>());
        using var one = measured.Services.CreateScope();
        using var two = measured.Services.CreateScope();

        Assert.Equal(2, measured.Services.GetServices<IDistributedCache>().Count());
        Assert.Same(one.ServiceProvider.GetService<IDistributedCache>(), one.ServiceProvider.GetService<IDistributedCache>());
        Assert.NotSame(one.ServiceProvider.GetService<IDistributedCache>(), two.ServiceProvider.GetService<IDistributedCache>());
    }
}
