using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.Caches;

/// <summary>The cache families, by name, unit and description.</summary>
internal sealed class CacheFamilies
{
    private const string RequestsName = "cache.requests";
    private const string RequestsUnit = "{request}";
    private const string RequestsDescription = "Operations on caches, by what they found.";

    public CacheFamilies(PrometheusSettings settings)
    {
        var lanes = new LaneFactory(settings);
        Requests = lanes.Counter(RequestsName, RequestsUnit, RequestsDescription);
        ReadRequests = lanes.ReadCounter(RequestsName, RequestsUnit, RequestsDescription);
        Duration = lanes.Histogram(
            "cache.operation.duration",
            "s",
            "Duration of operations on caches outside the process.",
            LaneBounds.Seconds(settings.CacheLatencyBuckets));
        Entries = lanes.ReadGauge("cache.entries", "{entry}", "Entries of caches in memory.");
        EstimatedSize = lanes.ReadGauge(
            "cache.estimated_size", string.Empty, "Size of caches with a size limit, in the unit that the application gives its entries.");
        RedisDuration = lanes.Histogram(
            "db.client.operation.duration",
            "s",
            "Duration of database client operations.",
            LaneBounds.Seconds(settings.DatabaseLatencyBuckets));
        RedisConnected = lanes.ReadGauge("redis.client.connected", "{connection}", "Connected Redis servers, by multiplexer.");
        RedisPending = lanes.ReadGauge("redis.client.pending_commands", "{command}", "Redis commands without an answer yet.");
        RedisFailures = lanes.Counter("redis.client.connection.failures", "{failure}", "Redis connections that were lost or refused.");
        RedisRestores = lanes.Counter("redis.client.connection.restores", "{restore}", "Redis connections that came back.");
        All = lanes.Made;
    }

    /// <summary>Operations that are counted here.</summary>
    public LaneFamily<LaneCounter> Requests { get; }

    /// <summary>Operations that a cache counts itself; other series of the same family.</summary>
    public LaneFamily<LaneReading> ReadRequests { get; }

    public LaneFamily<LaneHistogram> Duration { get; }

    public LaneFamily<LaneReading> Entries { get; }

    public LaneFamily<LaneReading> EstimatedSize { get; }

    public LaneFamily<LaneHistogram> RedisDuration { get; }

    public LaneFamily<LaneReading> RedisConnected { get; }

    public LaneFamily<LaneReading> RedisPending { get; }

    public LaneFamily<LaneCounter> RedisFailures { get; }

    public LaneFamily<LaneCounter> RedisRestores { get; }

    public IReadOnlyList<SeriesStream> All { get; }
}
