namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// The places where the host calls into the drop-in and a fault ends. Each passes the seam of tests (<see cref="FaultSeam"/>) under its
/// name, and stands with its test in docs/reliability.md.
/// </summary>
internal static class Boundaries
{
    public const string HostListener = "host_listener";
    public const string HostBuilding = "host_building";
    public const string ProviderFactory = "provider_factory";
    public const string Composition = "composition";
    public const string NoPageNotice = "no_page_notice";
    public const string WorkerStart = "worker_start";
    public const string StartupFilter = "startup_filter";
    public const string PipelinePlace = "pipeline_place";
    public const string PartMade = "part_made";
    public const string PartAdded = "part_added";
    public const string OwnThread = "own_thread";
    public const string OwnThreadStart = "own_thread_start";

    public const string InstrumentPublished = "instrument_published";
    public const string InstrumentCompleted = "instrument_completed";
    public const string Measurement = "measurement";
    public const string ObservableCallbacks = "observable_callbacks";
    public const string RuntimeReading = "runtime_reading";
    public const string LaneReading = "lane_reading";
    public const string TaskEnding = "task_ending";
    public const string TaskRelay = "task_relay";

    public const string RequestBegins = "request_begins";
    public const string RequestEnds = "request_ends";
    public const string RequestLabel = "request_label";
    public const string EndpointSet = "endpoint_set";
    public const string EndpointBegins = "endpoint_begins";
    public const string EndpointAwaited = "endpoint_awaited";
    public const string EndpointEnds = "endpoint_ends";
    public const string SentFile = "sent_file";
    public const string LegacyAction = "legacy_action";
    public const string View = "view";

    public const string EfCoreListener = "efcore_listener";
    public const string EfCoreReceiver = "efcore_receiver";
    public const string EfCoreWants = "efcore_wants";
    public const string EfCoreEvent = "efcore_event";
    public const string AmbientTransaction = "ambient_transaction";
    public const string SqlClientListener = "sqlclient_listener";
    public const string SqlClientWants = "sqlclient_wants";
    public const string SqlClientEvent = "sqlclient_event";
    public const string SqlClientSource = "sqlclient_source";
    public const string SqlClientCounter = "sqlclient_counter";

    public const string MemoryCache = "memory_cache";
    public const string DistributedCache = "distributed_cache";
    public const string HybridCache = "hybrid_cache";
    public const string HybridValue = "hybrid_value";
    public const string OutputStore = "output_store";
    public const string CacheOperation = "cache_operation";
    public const string CachingLogger = "caching_logger";
    public const string CachingLog = "caching_log";
    public const string RedisService = "redis_service";
    public const string RedisOptions = "redis_options";
    public const string RedisWatch = "redis_watch";
    public const string RedisConnection = "redis_connection";
    public const string RedisThread = "redis_thread";

    public const string MigrationsFilter = "migrations_filter";
    public const string MigrationsStopping = "migrations_stopping";
    public const string MigrationsLookUp = "migrations_look_up";

    public const string Scrape = "scrape";
    public const string Guard = "guard";
    public const string CodedEndpoints = "coded_endpoints";
    public const string OwnPortAccept = "own_port_accept";
    public const string OwnPortAnswer = "own_port_answer";

    public const string OtlpPush = "otlp_push";
}
