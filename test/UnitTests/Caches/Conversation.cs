using System.Buffers;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>Every call that a cache has, in good and bad circumstances, and how each ended.</summary>
internal static class Conversation
{
    private static readonly byte[] Value = [1, 2, 3];

    public static async Task<IReadOnlyList<string>> With(IBufferDistributedCache cache)
    {
        var outcomes = new List<string>();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var options = new DistributedCacheEntryOptions();
        foreach (var token in new[] { CancellationToken.None, cancelled.Token })
        {
            foreach (var key in new[] { "a", "broken", "fails", null! })
            {
                outcomes.Add(await Outcome(() => cache.GetAsync(key, token)));
                outcomes.Add(await Outcome(() => Nothing(cache.SetAsync(key, Value, options, token))));
                outcomes.Add(await Outcome(() => cache.GetAsync(key, token)));
                outcomes.Add(await Outcome(() => Nothing(cache.RefreshAsync(key, token))));
                outcomes.Add(await Outcome(() => Nothing(cache.RemoveAsync(key, token))));
                outcomes.Add(await Outcome(() => cache.TryGetAsync(key, new ArrayBufferWriter<byte>(), token).AsTask()));
                outcomes.Add(await Outcome(() => Nothing(cache.SetAsync(key, new ReadOnlySequence<byte>(Value), options, token).AsTask())));
                outcomes.Add(await Outcome(() => cache.TryGetAsync(key, new ArrayBufferWriter<byte>(), token).AsTask()));
                outcomes.Add(await Outcome(() => Task.FromResult(cache.Get(key))));
                outcomes.Add(await Outcome(() => Task.FromResult(cache.TryGet(key, new ArrayBufferWriter<byte>()))));
                outcomes.Add(await Outcome(() => Nothing(() => cache.Refresh(key))));
                outcomes.Add(await Outcome(() => Nothing(() => cache.Remove(key))));
                outcomes.Add(await Outcome(() => Nothing(() => cache.Set(key, Value, options))));
                outcomes.Add(await Outcome(() => Nothing(() => cache.Set(key, new ReadOnlySequence<byte>(Value), options))));
                outcomes.Add(await Outcome(() => Task.FromResult(cache.Get(key))));
                outcomes.Add(await Outcome(() => Nothing(() => cache.Remove(key))));
            }
        }

        return outcomes;
    }

    private static async Task<string> Outcome<T>(Func<Task<T>> call)
    {
        var text = new StringBuilder();
        Task<T> running;
        try
        {
            running = call();
        }
        catch (Exception exception)
        {
            return $"thrown {exception.GetType().Name} {exception.Message}";
        }

        try
        {
            var value = await running;
            text.Append(value is byte[] bytes ? Convert.ToHexString(bytes) : value?.ToString() ?? "null");
        }
        catch (Exception exception)
        {
            text.Append(exception.GetType().Name).Append(' ').Append(exception.Message).Append(' ')
                .Append((exception as OperationCanceledException)?.CancellationToken.IsCancellationRequested);
        }

        return text.Append(' ').Append(running.Status).ToString();
    }

    private static async Task<string> Nothing(Task running)
    {
        await running;
        return "done";
    }

    private static Task<string> Nothing(Action call)
    {
        call();
        return Task.FromResult("done");
    }
}
