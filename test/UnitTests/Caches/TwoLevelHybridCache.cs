using System.Buffers;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>
/// A hybrid cache of texts that decides as the framework's whether it has a distributed level: not where both levels would be the
/// memory of this process, told by their exact types; and with buffers where the distributed level has them.
/// </summary>
internal sealed class TwoLevelHybridCache : HybridCache
{
    private readonly IMemoryCache _local;
    private readonly IDistributedCache? _backend;

    public TwoLevelHybridCache(IMemoryCache local, IDistributedCache backend)
    {
        _local = local;
        _backend = backend.GetType() == typeof(MemoryDistributedCache) && local.GetType() == typeof(MemoryCache) ? null : backend;
    }

    public override async ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        if (_local.TryGetValue(key, out T? found))
        {
            return found!;
        }

        if (await ReadAsync(key, cancellationToken) is T read)
        {
            return read;
        }

        var made = await factory(state, cancellationToken);
        await SetAsync(key, made, options, tags, cancellationToken);
        return made;
    }

    public override async ValueTask SetAsync<T>(
        string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default)
    {
        _local.Set(key, value);
        var bytes = Encoding.UTF8.GetBytes(value!.ToString()!);
        var entry = new DistributedCacheEntryOptions();
        await (_backend switch
        {
            null => ValueTask.CompletedTask,
            IBufferDistributedCache buffers => buffers.SetAsync(key, new ReadOnlySequence<byte>(bytes), entry, cancellationToken),
            _ => new ValueTask(_backend.SetAsync(key, bytes, entry, cancellationToken)),
        });
    }

    public override async ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        _local.Remove(key);
        await (_backend?.RemoveAsync(key, cancellationToken) ?? Task.CompletedTask);
    }

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    private async Task<string?> ReadAsync(string key, CancellationToken token)
    {
        if (_backend is IBufferDistributedCache buffers)
        {
            var buffer = new ArrayBufferWriter<byte>();
            return await buffers.TryGetAsync(key, buffer, token) ? Encoding.UTF8.GetString(buffer.WrittenSpan) : null;
        }

        return _backend is not null && await _backend.GetAsync(key, token) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }
}
