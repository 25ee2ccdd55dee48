using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>The database families that are measured here, by name, unit and description.</summary>
internal sealed class DatabaseFamilies
{
    private readonly bool _exemplars;

    public DatabaseFamilies(PrometheusSettings settings)
    {
        var lanes = new LaneFactory(settings);
        _exemplars = settings.Exemplars;
        var latency = LaneBounds.Seconds(settings.DatabaseLatencyBuckets);
        OperationDuration = lanes.Histogram("db.client.operation.duration", "s", "Duration of database client operations.", latency);
        BatchedCommands = lanes.Counter("db.client.batched_commands", "{command}", "Commands that were sent as part of a batch.");
        ConnectionCreateTime = lanes.Histogram(
            "db.client.connection.create_time", "s", "The time it took to create a new connection, or to fail.", latency);
        ConnectionWaitTime = lanes.Histogram(
            "db.client.connection.wait_time", "s", "The time it took to obtain an open connection from the pool.", latency);
        PendingConnections = lanes.Gauge(
            "db.client.connection.pending_requests", "{request}", "Requests for an open connection that are waiting for it.");
        ConnectionTimeouts = lanes.Counter(
            "db.client.connection.timeouts", "{timeout}", "Requests for an open connection that the pool did not meet in time.");
        ConnectionCount = lanes.LastValue(
            "db.client.connection.count", "{connection}", "Connections by state: used or idle.");
        ConnectionMaximum = lanes.Gauge(
            "db.client.connection.max", "{connection}", "The maximum number of open connections allowed.");
        SaveChangesDuration = lanes.Histogram("efcore.save_changes.duration", "s", "Duration of SaveChanges.", latency);
        Retries = lanes.Counter("efcore.execution.retries", "{retry}", "Operations that an execution strategy tried again.");
        All = lanes.Made;
    }

    /// <summary>The sampled trace that runs now, for what is counted later; null if there is none.</summary>
    public PastTrace? Trace => _exemplars ? PastTrace.Now() : null;

    public LaneFamily<LaneHistogram> OperationDuration { get; }

    public LaneFamily<LaneCounter> BatchedCommands { get; }

    public LaneFamily<LaneHistogram> ConnectionCreateTime { get; }

    public LaneFamily<LaneHistogram> ConnectionWaitTime { get; }

    public LaneFamily<LaneCounter> PendingConnections { get; }

    public LaneFamily<LaneCounter> ConnectionTimeouts { get; }

    public LaneFamily<LaneGauge> ConnectionCount { get; }

    public LaneFamily<LaneCounter> ConnectionMaximum { get; }

    public LaneFamily<LaneHistogram> SaveChangesDuration { get; }

    public LaneFamily<LaneCounter> Retries { get; }

    public IReadOnlyList<SeriesStream> All { get; }
}
