using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

public class HybridCacheTests
{
    [Fact]
    public async Task A_value_that_had_to_be_made_is_a_miss_and_any_other_a_hit()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<HybridCache, FakeHybridCache>());
        var cache = measured.Get<HybridCache>();
        var peek = new HybridCacheEntryOptions { Flags = HybridCacheEntryFlags.DisableUnderlyingData };

        Assert.Equal("made", await cache.GetOrCreateAsync("a", _ => ValueTask.FromResult("made")));
        Assert.Equal("made", await cache.GetOrCreateAsync("a", _ => ValueTask.FromResult("again")));
        Assert.Equal("made", await cache.GetOrCreateAsync("a".AsSpan(), _ => ValueTask.FromResult("again")));
        Assert.Null(await cache.GetOrCreateAsync("b", _ => ValueTask.FromResult("never"), peek));
        await cache.SetAsync("b", "set");
        await cache.RemoveAsync("b");
        await cache.RemoveAsync(["a", "b"]);

        Assert.Equal(
            [2, 2, 0, 1, 2],
            new[] { "get hit", "get miss", "get error", "set ok", "remove ok" }.Select(counted => measured.Count("hybrid", counted)));
    }

    [Fact]
    public async Task A_value_that_cannot_be_made_is_a_miss_and_a_cache_that_fails_an_error()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<HybridCache, FakeHybridCache>());
        var cache = measured.Get<HybridCache>();

        await Assert.ThrowsAsync<TimeoutException>(async () => await cache.GetOrCreateAsync<int>("a", _ => throw new TimeoutException()));
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await cache.GetOrCreateAsync("broken", _ => ValueTask.FromResult(1)));

        Assert.Equal((1, 1), (measured.Count("hybrid", "get miss"), measured.Count("hybrid", "get error")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_caller_cancels_while_its_value_is_made_is_not_counted_and_what_is_cancelled_otherwise_is_a_miss(bool isAtOnce)
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<HybridCache, FakeHybridCache>());
        var cache = measured.Get<HybridCache>();
        using var caller = new CancellationTokenSource();
        using var other = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await cache.GetOrCreateAsync("a", token => Cancelled(caller, token), cancellationToken: caller.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await cache.GetOrCreateAsync("a", _ => Cancelled(other, other.Token), cancellationToken: CancellationToken.None));

        Assert.Equal(
            [0, 1, 0], new[] { "get hit", "get miss", "get error" }.Select(counted => measured.Count("hybrid", counted)));

        async ValueTask<int> Cancelled(CancellationTokenSource source, CancellationToken token)
        {
            if (!isAtOnce)
            {
                await Task.Yield();
            }

            await source.CancelAsync();
            token.ThrowIfCancellationRequested();
            return 1;
        }
    }

    [Fact]
    public async Task Of_the_callers_that_share_one_making_the_one_that_makes_misses_and_the_others_hit()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<HybridCache, JoiningHybridCache>());
        var cache = measured.Get<HybridCache>();
        var value = new TaskCompletionSource<string>();
        var made = 0;

        var callers = Enumerable.Range(0, 8).Select(_ => cache.GetOrCreateAsync("a", _ => Make()).AsTask()).ToList();
        value.SetResult("made");

        Assert.All(await Task.WhenAll(callers), found => Assert.Equal("made", found));
        Assert.Equal(1, made);
        Assert.Equal((7, 1, 0), (measured.Count("hybrid", "get hit"), measured.Count("hybrid", "get miss"), measured.Count("hybrid", "get error")));

        async ValueTask<string> Make()
        {
            made++;
            return await value.Task;
        }
    }

    [Fact]
    public async Task Of_the_callers_that_share_a_making_that_fails_the_one_that_makes_misses_and_the_others_have_an_error()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<HybridCache, JoiningHybridCache>());
        var cache = measured.Get<HybridCache>();
        var value = new TaskCompletionSource<string>();

        var callers = Enumerable.Range(0, 8).Select(_ => cache.GetOrCreateAsync("a", async _ => await value.Task).AsTask()).ToList();
        value.SetException(new TimeoutException());

        foreach (var caller in callers)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => caller);
        }

        Assert.Equal((0, 1, 7), (measured.Count("hybrid", "get hit"), measured.Count("hybrid", "get miss"), measured.Count("hybrid", "get error")));
    }
}
