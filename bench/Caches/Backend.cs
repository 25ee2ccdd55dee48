using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.Bench.Caches;

/// <summary>A backend that costs next to nothing, and answers at once or, if it is late, on the thread pool.</summary>
internal sealed class Backend(bool isLate) : IDistributedCache
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

    private static async Task<byte[]?> Later()
    {
        await Task.Yield();
        return Value;
    }
}
