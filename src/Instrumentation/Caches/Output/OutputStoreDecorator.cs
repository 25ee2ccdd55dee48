using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches.Wrapping;
using Microsoft.AspNetCore.OutputCaching;

namespace AspNetCorePrometheus.Instrumentation.Caches.Output;

/// <summary>
/// Puts a measured store around that of the output cache. Its look-ups count only where the middleware's log is not heard, which
/// also knows of requests that waited for another's response.
/// </summary>
internal sealed class OutputStoreDecorator(CacheFamilies families, bool hasGet)
{
    private const string InProcess = "MemoryOutputCacheStore";

    public object Decorate(object service, object? serviceKey)
    {
        try
        {
            FaultSeam.Pass(Boundaries.OutputStore);
            return service is IOutputCacheStore store and not MeasuredOutputCacheStore ? Wrap(store, serviceKey) : service;
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "caches", exception))
        {
            return service;
        }
    }

    private IOutputCacheStore Wrap(IOutputCacheStore store, object? serviceKey)
    {
        var series = new CacheSeries(
            families, CacheWords.Output, CacheWords.NameOf(serviceKey), isTimed: store.GetType().Name != InProcess, hasGet: hasGet);
        return ForwardingType.Wrap(
            store is IOutputCacheBufferStore ? typeof(MeasuredOutputCacheBufferStore) : typeof(MeasuredOutputCacheStore), store, series);
    }
}
