using Microsoft.Extensions.Caching.Hybrid;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>Every call that a hybrid cache has, in good and bad circumstances, and how each ended.</summary>
internal static class HybridConversation
{
    private static readonly HybridCacheEntryOptions Peek = new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData };
    private static readonly string[] Tags = ["tag", "other"];

    public static async Task<IReadOnlyList<string>> With(HybridCache cache)
    {
        var outcomes = new List<string>();
        foreach (var (key, token) in Conversation.Circumstances())
        {
            outcomes.AddRange(
            [
                await CallOutcome.Of(() => cache.GetOrCreateAsync(key, _ => Made("never"), Peek, Tags, token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync<string>(key, _ => throw new TimeoutException("at once"), null, null, token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync(key, _ => Late(new TimeoutException("late")), null, null, token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync(key, _ => Late(new OperationCanceledException("own")), null, null, token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync<string>(key, null!, null, null, token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync(key, 7, (state, _) => Made($"{state}"), null, Tags, token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync(key, _ => Made("again"), Peek, null, token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync(key.AsSpan(), 8, (state, _) => Made($"{state}"), Peek, Tags, token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync($"{key}", _ => Made("again"), null, null, token).AsTask()),
                await CallOutcome.Of(() => cache.SetAsync(key, "set", Peek, Tags, token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync(key, _ => Made("again"), null, null, token).AsTask()),
                await CallOutcome.Of(() => cache.RemoveAsync(key, token).AsTask()),
                await CallOutcome.Of(() => cache.RemoveAsync([key, "b"], token).AsTask()),
                await CallOutcome.Of(() => cache.RemoveByTagAsync(key, token).AsTask()),
                await CallOutcome.Of(() => cache.RemoveByTagAsync([key, "other"], token).AsTask()),
                await CallOutcome.Of(() => cache.GetOrCreateAsync(key, Tells, null, null, token).AsTask()),
            ]);
        }

        return
        [
            .. outcomes,
            await CallOutcome.Cancelled(token => cache.GetOrCreateAsync("waits", _ => Made("never"), null, null, token).AsTask()),
            await CallOutcome.Cancelled(token => cache.GetOrCreateAsync("c", making => Waits(making), null, null, token).AsTask()),
            await CallOutcome.Cancelled(token => cache.SetAsync("waits", "set", null, null, token).AsTask()),
            await CallOutcome.Cancelled(token => cache.RemoveAsync("waits", token).AsTask()),
            await CallOutcome.Cancelled(token => cache.RemoveByTagAsync("waits", token).AsTask()),
        ];
    }

    private static ValueTask<string> Made(string value) => new(value);

    private static async ValueTask<string> Late(Exception exception)
    {
        await Task.Yield();
        throw exception;
    }

    private static async ValueTask<string> Waits(CancellationToken token)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        return "never";
    }

    private static async ValueTask<string> Tells(CancellationToken token)
    {
        await Task.Yield();
        return $"{token.CanBeCanceled} {token.IsCancellationRequested}";
    }
}
