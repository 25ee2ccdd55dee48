using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.OutputCaching;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>Every call that a store of the output cache has, in good and bad circumstances, and how each ended.</summary>
internal static class OutputConversation
{
    private static readonly byte[] Value = [1, 2, 3];
    private static readonly string[] Tags = ["tag"];

    public static async Task<IReadOnlyList<string>> With(IOutputCacheStore store)
    {
        var outcomes = new List<string>();
        foreach (var (key, token) in Conversation.Circumstances())
        {
            outcomes.AddRange(
            [
                await CallOutcome.Of(() => store.GetAsync(key, token).AsTask()),
                await CallOutcome.Of(() => store.SetAsync(key, Value, Tags, TimeSpan.FromMinutes(1), token).AsTask()),
                await CallOutcome.Of(() => store.GetAsync(key, token).AsTask()),
                await CallOutcome.Of(() => store.EvictByTagAsync(key, token).AsTask()),
                await CallOutcome.Of(() => store.GetAsync(key, token).AsTask()),
                await CallOutcome.Of(() => store.EvictByTagAsync("tag", token).AsTask()),
                await CallOutcome.Of(() => store.GetAsync(key, token).AsTask()),
            ]);
            if (store is IOutputCacheBufferStore buffers)
            {
                outcomes.AddRange(await WithBuffers(buffers, key, token));
            }
        }

        return
        [
            .. outcomes,
            await CallOutcome.Cancelled(token => store.GetAsync("waits", token).AsTask()),
            await CallOutcome.Cancelled(token => store.SetAsync("waits", Value, Tags, TimeSpan.FromMinutes(1), token).AsTask()),
            await CallOutcome.Cancelled(token => store.EvictByTagAsync("waits", token).AsTask()),
        ];
    }

    private static async Task<IReadOnlyList<string>> WithBuffers(IOutputCacheBufferStore store, string key, CancellationToken token)
    {
        using var written = new MemoryStream();
        var writer = PipeWriter.Create(written, new StreamPipeWriterOptions(leaveOpen: true));
        var sequence = new ReadOnlySequence<byte>(Value);
        string[] outcomes =
        [
            await CallOutcome.Of(() => store.TryGetAsync(key, writer, token).AsTask()),
            await CallOutcome.Of(() => store.SetAsync(key, sequence, Tags, TimeSpan.FromMinutes(1), token).AsTask()),
            await CallOutcome.Of(() => store.TryGetAsync(key, writer, token).AsTask()),
            await CallOutcome.Of(() => store.EvictByTagAsync("tag", token).AsTask()),
        ];
        await writer.CompleteAsync();
        return [.. outcomes, Convert.ToHexString(written.ToArray())];
    }
}
