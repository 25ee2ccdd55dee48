using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.OutputCaching;

namespace AspNetCorePrometheus.Instrumentation.Caches.Output;

/// <summary>As its base, for stores that read and write buffers too.</summary>
[StackTraceHidden]
internal class MeasuredOutputCacheBufferStore(IOutputCacheBufferStore inner, CacheSeries series)
    : MeasuredOutputCacheStore(inner, series), IOutputCacheBufferStore
{
    public ValueTask<bool> TryGetAsync(string key, PipeWriter destination, CancellationToken cancellationToken)
    {
        if (Series.Get is not { } get)
        {
            return inner.TryGetAsync(key, destination, cancellationToken);
        }

        var started = get.Start();
        try
        {
            return get.Watch(inner.TryGetAsync(key, destination, cancellationToken), started, cancellationToken);
        }
        catch (Exception exception) when (get.Failed(started, exception, cancellationToken))
        {
            throw;
        }
    }

    public ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, ReadOnlyMemory<string> tags, TimeSpan validFor, CancellationToken cancellationToken) =>
        Series.Set.Run(() => inner.SetAsync(key, value, tags, validFor, cancellationToken), cancellationToken);
}
