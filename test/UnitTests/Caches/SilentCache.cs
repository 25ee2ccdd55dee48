using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A cache that allocates nothing: what it answers is given to it, and may be pending.</summary>
internal sealed class SilentCache : IBufferDistributedCache
{
    public Task<byte[]?> Answer { get; set; } = Task.FromResult<byte[]?>(null);

    public Task<bool> Found { get; set; } = Task.FromResult(false);

    public Task Done { get; set; } = Task.CompletedTask;

    public byte[]? Get(string key) => null;

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Answer;

    public bool TryGet(string key, IBufferWriter<byte> destination) => false;

    public ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default) => new(Found);

    public void Refresh(string key)
    {
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => Done;

    public void Remove(string key)
    {
    }

    public Task RemoveAsync(string key, CancellationToken token = default) => Done;

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
    {
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => Done;

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options)
    {
    }

    public ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default) => new(Done);
}
