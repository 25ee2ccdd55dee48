using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches.Wrapping;
using Microsoft.Extensions.Caching.Hybrid;

namespace AspNetCorePrometheus.Instrumentation.Caches.Hybrid;

/// <summary>Puts a measured cache around a hybrid one.</summary>
internal sealed class HybridCacheDecorator(CacheFamilies families)
{
    public object Decorate(object service, object? serviceKey)
    {
        try
        {
            FaultSeam.Pass(Boundaries.HybridCache);
            return service is HybridCache cache and not MeasuredHybridCache
                ? ForwardingType.Wrap(
                    typeof(MeasuredHybridCache),
                    cache,
                    new CacheSeries(families, CacheWords.Hybrid, CacheWords.NameOf(serviceKey), isTimed: false))
                : service;
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "caches", exception))
        {
            return service;
        }
    }
}
