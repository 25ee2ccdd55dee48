using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.Bench.Caches;

/// <summary>A backend that costs next to nothing, and answers at once or, if it is late, on the thread pool.</summary>
internal sealed class Backend(bool isLate) : IBufferDistributedCache
{
    private static readonly byte[] Value = [1];

    private readonly Task<byte[]?> _answer = Task.FromResult<byte[]?>(Value);

    public byte[]? Get(string key) => Value;

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => isLate ? Later() : _answer;

    public void Refresh(string key)
    {
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public void Remove(string key)
    {
    }

    public Task RemoveAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
    {
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        Task.CompletedTask;

    public bool TryGet(string key, IBufferWriter<byte> destination) => true;

    public ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default) =>
        isLate ? FoundLater() : new ValueTask<bool>(true);

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options)
    {
    }

    public ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        ValueTask.CompletedTask;

    private static async ValueTask<bool> FoundLater()
    {
        await Task.Yield();
        return true;
    }

    private static async Task<byte[]?> Later()
    {
        await Task.Yield();
        return Value;
    }
}
