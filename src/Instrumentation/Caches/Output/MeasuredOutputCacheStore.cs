using System.Diagnostics;
using Microsoft.AspNetCore.OutputCaching;

namespace AspNetCorePrometheus.Instrumentation.Caches.Output;

/// <summary>Counts what is done with the store of the output cache.</summary>
[StackTraceHidden]
internal class MeasuredOutputCacheStore(IOutputCacheStore inner, CacheSeries series) : IOutputCacheStore
{
    public IOutputCacheStore Inner { get; } = inner;

    protected CacheSeries Series { get; } = series;

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) =>
        Series.Remove.Run(() => Inner.EvictByTagAsync(tag, cancellationToken), cancellationToken);

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        if (Series.Get is not { } get)
        {
            return Inner.GetAsync(key, cancellationToken);
        }

        var started = get.Start();
        try
        {
            return get.Watch(Inner.GetAsync(key, cancellationToken), started, cancellationToken);
        }
        catch (Exception exception) when (get.Failed(started, exception, cancellationToken))
        {
            throw;
        }
    }

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken) =>
        Series.Set.Run(() => Inner.SetAsync(key, value, tags, validFor, cancellationToken), cancellationToken);
}
