using System.Reflection;
using AspNetCorePrometheus.Instrumentation.Caches.Hybrid;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>The same calls of a hybrid cache with and without us have the same results, exceptions and interfaces.</summary>
public class HybridTransparencyTests
{
    [Theory]
    [MemberData(nameof(FakeHybridKinds.All), MemberType = typeof(FakeHybridKinds))]
    public async Task A_hybrid_cache_has_exactly_its_interfaces(Type type)
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton(typeof(HybridCache), type));

        var cache = measured.Get<HybridCache>();

        Assert.IsType<MeasuredHybridCache>(cache, exactMatch: false);
        Assert.Equal(CallOutcome.Interfaces(type), CallOutcome.Interfaces(cache.GetType()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_call_has_the_same_outcome_and_reaches_the_same_method_of_the_cache(bool isLate)
    {
        var (plain, inner) = (new RecordingHybridCache { IsLate = isLate }, new RecordingHybridCache { IsLate = isLate });
        await using var measured = new MeasuredServices(services => services.AddSingleton<HybridCache>(inner));

        var expected = await HybridConversation.With(plain);
        var actual = await HybridConversation.With(measured.Get<HybridCache>());

        Assert.True(expected.Count > 100);
        Assert.Contains(expected, outcome => outcome.StartsWith("WaitingForActivation TaskCanceledException", StringComparison.Ordinal));
        Assert.Equal(expected, actual);
        Assert.Equal(plain.Calls, inner.Calls);
        Assert.NotEqual(0, measured.Count("hybrid", "get hit"));
    }

    [Fact]
    public void Nothing_that_a_hybrid_cache_may_do_in_its_own_way_is_left_to_the_base_class() => Assert.DoesNotContain(
        typeof(MeasuredHybridCache).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic),
        method => method.IsVirtual && method.DeclaringType == typeof(HybridCache));
}
