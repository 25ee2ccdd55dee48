using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.UnitTests.Caches;

internal class FakeBufferCache : FakeCache, IBufferDistributedCache
{
    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options)
    {
        Called(key, "buffer");
        Set(key, value.ToArray(), options);
    }

    public async ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        Called(key, "buffer");
        await SetAsync(key, value.ToArray(), options, token);
    }

    public bool TryGet(string key, IBufferWriter<byte> destination) => Write(Get(key), destination);

    public async ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        Called(key, "buffer");
        return Write(await GetAsync(key, token), destination);
    }

    private static bool Write(byte[]? value, IBufferWriter<byte> destination)
    {
        destination.Write(value);
        return value is not null;
    }
}
