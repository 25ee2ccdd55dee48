using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.Instrumentation.Caches.Distributed;

/// <summary>A measured cache with buffers whose inner one is disposed by whoever disposes of this.</summary>
internal sealed class DisposableBufferDistributedCache(IBufferDistributedCache inner, CacheSeries series)
    : MeasuredBufferDistributedCache(inner, series), IDisposable
{
    public void Dispose() => ((IDisposable)Inner).Dispose();
}
