using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>Every call that a distributed cache has, in good and bad circumstances, and how each ended.</summary>
internal static class Conversation
{
    private static readonly byte[] Value = [1, 2, 3];

    /// <summary>The keys and tokens that bring about all circumstances.</summary>
    public static IEnumerable<(string Key, CancellationToken Token)> Circumstances() =>
        from token in new[] { CancellationToken.None, new CancellationToken(canceled: true) }
        from key in new[] { "a", "broken", "fails", null! }
        select (key, token);

    public static async Task<IReadOnlyList<string>> With(IBufferDistributedCache cache)
    {
        var outcomes = new List<string>();
        var options = new DistributedCacheEntryOptions();
        foreach (var (key, token) in Circumstances())
        {
            var buffer = new ArrayBufferWriter<byte>();
            outcomes.AddRange(
            [
                await CallOutcome.Of(() => cache.GetAsync(key, token)),
                await CallOutcome.Of(() => cache.SetAsync(key, Value, options, token)),
                await CallOutcome.Of(() => cache.GetAsync(key, token)),
                await CallOutcome.Of(() => cache.RefreshAsync(key, token)),
                await CallOutcome.Of(() => cache.RemoveAsync(key, token)),
                await CallOutcome.Of(() => cache.TryGetAsync(key, buffer, token).AsTask()),
                await CallOutcome.Of(() => cache.SetAsync(key, new ReadOnlySequence<byte>(Value), options, token).AsTask()),
                await CallOutcome.Of(() => cache.TryGetAsync(key, buffer, token).AsTask()),
                await CallOutcome.Of(() => cache.Get(key)),
                await CallOutcome.Of(() => cache.TryGet(key, buffer)),
                await CallOutcome.Of(() => cache.Refresh(key)),
                await CallOutcome.Of(() => cache.Remove(key)),
                await CallOutcome.Of(() => cache.Set(key, Value, options)),
                await CallOutcome.Of(() => cache.Set(key, new ReadOnlySequence<byte>(Value), options)),
                await CallOutcome.Of(() => cache.Get(key)),
                await CallOutcome.Of(() => cache.Remove(key)),
                Convert.ToHexString(buffer.WrittenSpan),
            ]);
        }

        return
        [
            .. outcomes,
            await CallOutcome.Cancelled(token => cache.GetAsync("waits", token)),
            await CallOutcome.Cancelled(token => cache.SetAsync("waits", Value, options, token)),
            await CallOutcome.Cancelled(token => cache.RefreshAsync("waits", token)),
            await CallOutcome.Cancelled(token => cache.RemoveAsync("waits", token)),
            await CallOutcome.Cancelled(token => cache.TryGetAsync("waits", new ArrayBufferWriter<byte>(), token).AsTask()),
            await CallOutcome.Cancelled(token => cache.SetAsync("waits", new ReadOnlySequence<byte>(Value), options, token).AsTask()),
        ];
    }
}
