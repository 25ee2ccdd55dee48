using Microsoft.AspNetCore.OutputCaching;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A store of the output cache that has nothing, and whose look-ups fail on demand.</summary>
internal sealed class FailingOutputStore : IOutputCacheStore
{
    public bool IsFailing { get; set; }

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return IsFailing ? throw new TimeoutException(key) : null;
    }

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}
