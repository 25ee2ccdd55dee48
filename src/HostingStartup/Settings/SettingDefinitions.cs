namespace AspNetCorePrometheus.HostingStartup;

/// <summary>The one list of keys, defaults and meanings; <c>docs/settings.md</c> is tested against it.</summary>
internal static class SettingDefinitions
{
    public const string Section = "Prometheus";

    private const string RequestBuckets = "0.005,0.01,0.025,0.05,0.075,0.1,0.25,0.5,0.75,1,2.5,5,7.5,10";
    private const string DatabaseBuckets = "0.001,0.005,0.01,0.05,0.1,0.5,1,5,10";
    private const string CacheBuckets = "0.0001,0.0005,0.001,0.005,0.01,0.05,0.1,0.5,1";
    private const string BodyBuckets =
        "64,256,1024,4096,16384,65536,262144,1048576,4194304,16777216,67108864,268435456,1073741824";

    private static readonly SettingFallback NobodyGetsIn = new(
        "nobody gets in", s => s with { Guards = s.Guards with { IsUnusable = true } });
    private static readonly SettingFallback NoOwnPort = new(
        "no own port", s => s with { OwnPort = s.OwnPort with { IsUnusable = true } });
    private static readonly SettingFallback OnlyOwnPort = new(
        "true", s => s with { OwnPort = s.OwnPort with { Only = true } });

    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        new("Enabled", "true", "Everything off at false: no listener, no endpoint, only the shell is loaded.",
            (s, v) => s with { Enabled = v.Flag() }),
        new("Path", "/prometheus/metrics", "The scrape route.",
            (s, v) => s with { Path = v.Route() }),
        new("Port", "", "Serve the page on this port too, with a listener of the drop-in's own.",
            (s, v) => s with { OwnPort = s.OwnPort with { Port = v.PortOrNone() } }),
        new("PortRange", "", "As `Port`: the first free port of `first-last`, for several processes on one machine.",
            (s, v) => s with { OwnPort = s.OwnPort with { PortRange = v.Parsed(PortRange.Parse) } }),
        new("Address", "*", "Where the own port listens: an IP address, `localhost`, or `*` for every address.",
            (s, v) => s with { OwnPort = s.OwnPort with { Address = v.Parsed(ListenAddress.Parse) ?? ListenAddress.Any } }, NoOwnPort),
        new("OnlyOwnPort", "false", "The application's own ports do not serve the page.",
            (s, v) => s with { OwnPort = s.OwnPort with { Only = v.Flag() } }, OnlyOwnPort),
        new("AllowedNetworks", "", "Networks (CIDR) or addresses that may read the page; the connection's peer counts.",
            (s, v) => s with { Guards = s.Guards with { AllowedNetworks = v.Networks() } }, NobodyGetsIn),
        new("BearerToken", "", "Token that a scraper must send (`Authorization: Bearer`).",
            (s, v) => s with { Guards = s.Guards with { BearerToken = v.Parsed(BearerToken.Parse) } }, NobodyGetsIn),
        new("BearerTokenFile", "", "File with such a token; read again for each scrape.",
            (s, v) => s with { Guards = s.Guards with { BearerTokenFile = v.TextOrNull() } }, NobodyGetsIn),
        new("BasicUser", "", "User that a scraper must send (`Authorization: Basic`), with the password of `BasicPasswordHash`.",
            (s, v) => s with { Guards = s.Guards with { BasicUser = v.TextOrNull() } }, NobodyGetsIn),
        new("BasicPasswordHash", "", "A line of `hash-password`: what is kept of the password.",
            (s, v) => s with { Guards = s.Guards with { BasicPasswordHash = v.Parsed(PasswordHash.Parse) } }, NobodyGetsIn),
        new("TlsCertificateFile", "", "PEM file with the certificate of the own port, and its chain.",
            (s, v) => s with { OwnPort = s.OwnPort with { TlsCertificateFile = v.TextOrNull() } }, NoOwnPort),
        new("TlsKeyFile", "", "PEM file with its private key; the certificate's file when empty.",
            (s, v) => s with { OwnPort = s.OwnPort with { TlsKeyFile = v.TextOrNull() } }, NoOwnPort),
        new("Namespace", "", "Prefix of every metric name but `target_info`.",
            (s, v) => s with { Namespace = v.MetricNamePart() }),
        new("Labels", "", "Constant labels on every series.",
            (s, v) => s with { Labels = v.Labels() }),
        new("RequestLabels", "",
            "Extra labels on the request families by rule (`header:`, `route:`, `query:`, `host:`, `claim:`, `const:`); "
            + "at most 50 distinct values each, then `other`.",
            (s, v) => s with { RequestLabels = v.RequestLabels() }),
        new("LatencyBuckets", RequestBuckets, "Histogram bounds of requests, endpoints and views, in seconds.",
            (s, v) => s with { LatencyBuckets = v.Buckets() }),
        new("DatabaseLatencyBuckets", DatabaseBuckets, "Histogram bounds of database operations, in seconds.",
            (s, v) => s with { DatabaseLatencyBuckets = v.Buckets() }),
        new("CacheLatencyBuckets", CacheBuckets, "Histogram bounds of operations on caches outside the process, in seconds.",
            (s, v) => s with { CacheLatencyBuckets = v.Buckets() }),
        new("SizeBuckets", BodyBuckets, "Histogram bounds of body sizes, in bytes.",
            (s, v) => s with { SizeBuckets = v.Buckets() }),
        new("NativeHistograms", "false", "Native histograms beside the classic buckets, for scrapers that ask for protobuf.",
            (s, v) => s with { NativeHistograms = v.Flag() }),
        new("NativeHistogramMetrics", "*",
            "With `NativeHistograms`: which histograms, by instrument name or by the family's name; `*` stands for any text.",
            (s, v) => s with { NativeHistogramMetrics = v.List() }),
        new("Created", "false", "When counters and histograms began: `_created` samples in OpenMetrics, a field in protobuf.",
            (s, v) => s with { Created = v.Flag() }),
        new("HideIdleSeconds", "0",
            "Counters and histograms that have not changed for so many seconds leave the page until they change again; 0 for never.",
            (s, v) => s with { HideIdle = TimeSpan.FromSeconds(v.Number(0, 31_536_000)) }),
        new("Exemplars", "true", "Trace and span ids on buckets and counters where a sampled trace is current.",
            (s, v) => s with { Exemplars = v.Flag() }),
        new("MaxScrapeBytes", "134217728", "A larger page is answered with an error status.",
            (s, v) => s with { MaxScrapeBytes = v.Number(1024, long.MaxValue) }),
        new("IgnoredPaths", "", "Request paths that are not measured, such as health checks; a trailing `*` stands for any rest.",
            (s, v) => s with { IgnoredPaths = v.Routes() }),
        new("IncludeMeters", "*", "Names of the meters that are collected; `*` stands for any text.",
            (s, v) => s with { IncludeMeters = v.List() }),
        new("ExcludeMeters", "Private.*", "Names of meters that are not collected although included.",
            (s, v) => s with { ExcludeMeters = v.List() }),
        new("SeriesLimit", "2000", "Series of each metric before measurements go to its one overflow series.",
            (s, v) => s with { SeriesLimit = (int)v.Number(1, 1_000_000) }),
        new("SeriesLimits", "", "Limits of single metrics, by instrument name or by the family's name.",
            (s, v) => s with { SeriesLimits = v.Limits() }),
        new("ExportRequests", "true", "Requests, Kestrel, routing, SignalR and the other families of ASP.NET Core.",
            (s, v) => s with { ExportRequests = v.Flag() }),
        new("ExportDatabases", "true", "Database clients and connection pools.",
            (s, v) => s with { ExportDatabases = v.Flag() }),
        new("ExportModels", "true", "Inserts, updates and deletes by entity.",
            (s, v) => s with { ExportModels = v.Flag() }),
        new("ExportMigrations", "true", "Applied and pending migrations.",
            (s, v) => s with { ExportMigrations = v.Flag() }),
        new("MigrationsRefreshSeconds", "60",
            "How often applied and pending migrations are looked up, in the background, in seconds.",
            (s, v) => s with { MigrationsRefresh = TimeSpan.FromSeconds(v.Number(1, 86_400)) }),
        new("ExportCaches", "true", "Caches.",
            (s, v) => s with { ExportCaches = v.Flag() }),
        new("ExportRuntime", "true", "The runtime's own meter, `dotnet_*`.",
            (s, v) => s with { ExportRuntime = v.Flag() }),
        new("ExportProcess", "true", "The process, `process_*`.",
            (s, v) => s with { ExportProcess = v.Flag() }),
        new("ExportHttpClient", "true", "Outgoing HTTP and name resolution, `http_client_*` and `dns_*`.",
            (s, v) => s with { ExportHttpClient = v.Flag() }),
        new("ExportApplicationMeters", "true", "Meters of the application and of libraries that no other switch names.",
            (s, v) => s with { ExportApplicationMeters = v.Flag() }),
        new("OtlpEndpoint", "",
            "Push the same metrics by OTLP as well, to a collector or backend; the variables `OTEL_EXPORTER_OTLP_*` complete it.",
            (s, v) => s with { OtlpEndpoint = v.EndpointOrNull() }),
        new("LogLevel", "Warning", "Least severity of the drop-in's own log: `Debug`, `Information`, `Warning`, `Error`, `None`.",
            (s, v) => s with { LogLevel = v.Choice<OwnLogLevel>() }),
        new("LogFile", "", "File of the drop-in's own log; standard error when empty.",
            (s, v) => s with { LogFile = v.TextOrNull() }),
        new("FailFast", "false", "What would be reported is thrown into the application; for tests and CI.",
            (s, v) => s with { FailFast = v.Flag() }),
    ];
}
