using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AspNetCorePrometheus.Instrumentation.Caches.Output;

/// <summary>
/// Hears from the log of the two caching middlewares what they served, which nothing else tells. It hears no other category and
/// writes nothing; the application's own providers and levels stay as they are.
/// </summary>
internal sealed class CachingLogProvider(CacheFamilies families) : ILoggerProvider
{
    public const string OutputCategory = "Microsoft.AspNetCore.OutputCaching.OutputCacheMiddleware";
    public const string ResponseCategory = "Microsoft.AspNetCore.ResponseCaching.ResponseCachingMiddleware";

    // The events' numbers: not modified, served from the cache; gateway timeout, not served.
    private static readonly int[] OutputEvents = [4, 5, 6, 7, 12];
    private static readonly int[] ResponseEvents = [21, 22, 23, 24];

    public ILogger CreateLogger(string categoryName)
    {
        try
        {
            FaultSeam.Pass(Boundaries.CachingLogger);
            return categoryName switch
            {
                OutputCategory => Make(CacheWords.Output, OutputEvents),
                ResponseCategory => Make(CacheWords.Response, ResponseEvents),
                _ => NullLogger.Instance,
            };
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "caches", exception))
        {
            return NullLogger.Instance;
        }
    }

    public void Dispose()
    {
    }

    private CachingLogger Make(string system, int[] events) =>
        new(Counter(system, CacheWords.Hit), Counter(system, CacheWords.Miss), Counter(system, CacheWords.Error), events);

    private LaneCounter Counter(string system, string result) => families.Requests.Series(
        new(CacheWords.System, system),
        new(CacheWords.Name, CacheWords.NameOf(null)),
        new(CacheWords.Operation, CacheWords.Get),
        new(CacheWords.Result, result));
}
