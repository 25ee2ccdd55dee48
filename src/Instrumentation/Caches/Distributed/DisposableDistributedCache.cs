using Microsoft.Extensions.Caching.Distributed;

namespace AspNetCorePrometheus.Instrumentation.Caches.Distributed;

/// <summary>A measured cache whose inner one is disposed by whoever disposes of this.</summary>
internal sealed class DisposableDistributedCache(IDistributedCache inner, CacheSeries series)
    : MeasuredDistributedCache(inner, series), IDisposable
{
    public void Dispose() => ((IDisposable)Inner).Dispose();
}
