using AspNetCorePrometheus.Instrumentation.Caches.Output;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>The same calls of an output cache's store with and without us have the same results, exceptions and interfaces.</summary>
public class OutputTransparencyTests
{
    [Theory]
    [MemberData(nameof(FakeOutputKinds.All), MemberType = typeof(FakeOutputKinds))]
    public async Task A_store_has_exactly_its_interfaces(Type type)
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton(typeof(IOutputCacheStore), type));

        var store = measured.Get<IOutputCacheStore>();

        Assert.IsType<MeasuredOutputCacheStore>(store, exactMatch: false);
        Assert.Equal(CallOutcome.Interfaces(type), CallOutcome.Interfaces(store.GetType()));
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public async Task Every_call_has_the_same_outcome(bool hasBuffers, bool isLate, bool isLogHeard)
    {
        await using var measured = new MeasuredServices(services =>
        {
            if (isLogHeard)
            {
                services.AddLogging();
            }

            services.AddSingleton<IOutputCacheStore>(Make());
        });

        var expected = await OutputConversation.With(Make());
        var actual = await OutputConversation.With(measured.Get<IOutputCacheStore>());

        Assert.True(expected.Count > 50);
        Assert.Contains(expected, outcome => outcome.StartsWith("WaitingForActivation TaskCanceledException", StringComparison.Ordinal));
        Assert.Equal(expected, actual);
        Assert.Equal(isLogHeard, measured.Count("output", "get error") == 0);
        Assert.NotEqual(0, measured.Count("output", "set ok"));

        FakeOutputStore Make() => hasBuffers ? new FakeOutputBufferStore { IsLate = isLate } : new FakeOutputStore { IsLate = isLate };
    }
}
