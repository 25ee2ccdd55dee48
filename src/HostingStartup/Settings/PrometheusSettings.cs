namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// Everything an operator can set, read once for each host. Defaults and meanings stand in <see cref="SettingDefinitions"/>.
/// </summary>
internal sealed record PrometheusSettings
{
    /// <summary>The values that were given, by key below the section, for comparing two hosts of one process.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>();

    /// <value>Off: no listener, no endpoint, and nothing but the shell is loaded.</value>
    public bool Enabled { get; init; }

    /// <value>The scrape route, beginning with a slash.</value>
    public string Path { get; init; } = string.Empty;

    /// <value>Where else the page is served than at the application's own ports.</value>
    public OwnPortSettings OwnPort { get; init; } = new();

    /// <value>Who may read the page.</value>
    public GuardSettings Guards { get; init; } = new();

    /// <value>Prefix of every family's name but <c>target_info</c>; null for none.</value>
    public string? Namespace { get; init; }

    /// <value>Constant labels of every series; a series' own label of the same name wins.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <value>Extra labels of the request families, by rule.</value>
    public IReadOnlyList<RequestLabelRule> RequestLabels { get; init; } = [];

    /// <value>Histogram bounds of requests, endpoints and views, in seconds.</value>
    public double[] LatencyBuckets { get; init; } = [];

    /// <value>Histogram bounds of database operations and connections, in seconds.</value>
    public double[] DatabaseLatencyBuckets { get; init; } = [];

    /// <value>Histogram bounds of operations on caches outside the process, in seconds.</value>
    public double[] CacheLatencyBuckets { get; init; } = [];

    /// <value>Histogram bounds of body sizes, in bytes.</value>
    public double[] SizeBuckets { get; init; } = [];

    /// <value>Whether histograms have exponential buckets too, which protobuf carries.</value>
    public bool NativeHistograms { get; init; }

    /// <value>Names of the histograms that have them; <c>*</c> stands for any text.</value>
    public IReadOnlyList<string> NativeHistogramMetrics { get; init; } = [];

    /// <value>Whether OpenMetrics and protobuf tell when counters and histograms began.</value>
    public bool Created { get; init; }

    /// <value>Counters and histograms that have not changed for so long leave the page; zero for never.</value>
    public TimeSpan HideIdle { get; init; }

    /// <value>Whether sampled traces leave exemplars.</value>
    public bool Exemplars { get; init; }

    /// <value>A larger page is an error status, in bytes.</value>
    public long MaxScrapeBytes { get; init; }

    /// <value>Request paths that are not measured; a trailing <c>*</c> stands for any rest.</value>
    public IReadOnlyList<string> IgnoredPaths { get; init; } = [];

    /// <value>Names of the meters that are collected; <c>*</c> stands for any text.</value>
    public IReadOnlyList<string> IncludeMeters { get; init; } = [];

    /// <value>Names of meters that are not collected although included.</value>
    public IReadOnlyList<string> ExcludeMeters { get; init; } = [];

    /// <value>Series of each metric before measurements go to its overflow series.</value>
    public int SeriesLimit { get; init; }

    /// <value>Limits of single metrics, by instrument name or by the family's name.</value>
    public IReadOnlyList<KeyValuePair<string, int>> SeriesLimits { get; init; } = [];

    public bool ExportRequests { get; init; }

    public bool ExportDatabases { get; init; }

    public bool ExportModels { get; init; }

    public bool ExportMigrations { get; init; }

    /// <value>How often migrations are looked up; a failing look-up is repeated less often.</value>
    public TimeSpan MigrationsRefresh { get; init; }

    public bool ExportCaches { get; init; }

    public bool ExportRuntime { get; init; }

    public bool ExportProcess { get; init; }

    public bool ExportHttpClient { get; init; }

    public bool ExportApplicationMeters { get; init; }

    /// <value>Where metrics are pushed to by OTLP; null for nowhere.</value>
    public Uri? OtlpEndpoint { get; init; }

    /// <value>The least severity that the drop-in's own log writes; the start line is always written.</value>
    public OwnLogLevel LogLevel { get; init; }

    /// <value>A file for the drop-in's own log; null for standard error.</value>
    public string? LogFile { get; init; }

    /// <value>What would be reported is thrown into the application; for tests and CI.</value>
    public bool FailFast { get; init; }
}
