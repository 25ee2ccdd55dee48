using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>The request families that are measured here, by name, unit and description.</summary>
internal sealed class RequestFamilies
{
    private readonly PrometheusSettings _settings;

    public RequestFamilies(PrometheusSettings settings)
    {
        _settings = settings;
        var latency = LaneBounds.Seconds(settings.LatencyBuckets);
        var sizes = LaneBounds.Bytes(settings.SizeBuckets);
        Duration = Histogram("http.server.request.duration", "s", "Duration of HTTP server requests.", latency);
        Active = Gauge("http.server.active_requests", "{request}", "Number of active HTTP server requests.");
        EndpointDuration = Histogram(
            "aspnetcore.endpoint.duration", "s", "Duration of endpoints, without the middlewares in front of them.", latency);
        RequestBodySize = Histogram("http.server.request.body.size", "By", "Size of HTTP server request bodies.", sizes);
        ResponseBodySize = Histogram("http.server.response.body.size", "By", "Size of HTTP server response bodies.", sizes);
        Exceptions = Counter(
            "aspnetcore.request.exceptions", "{exception}", "Exceptions that left an endpoint, handled by a middleware or not.");
        Ajax = Counter("aspnetcore.ajax_requests", "{request}", "Requests that a script of a page made (X-Requested-With).");
        Streaming = Counter(
            "aspnetcore.streaming_responses", "{response}", "Responses whose body was flushed before it was complete.");
        Charsets = Counter("aspnetcore.response_charsets", "{response}", "Responses by the charset of their content type.");
        ViewDuration = Histogram(
            "aspnetcore.view.render.duration", "s", "Duration of rendering MVC views and Razor Pages.", latency);
        Unmeasured = Counter("aspnetcore.unmeasured_requests", "{request}", "Requests whose latency is not known.");
    }

    public LaneFamily<LaneHistogram> Duration { get; }

    public LaneFamily<LaneCounter> Active { get; }

    public LaneFamily<LaneHistogram> EndpointDuration { get; }

    public LaneFamily<LaneHistogram> RequestBodySize { get; }

    public LaneFamily<LaneHistogram> ResponseBodySize { get; }

    public LaneFamily<LaneCounter> Exceptions { get; }

    public LaneFamily<LaneCounter> Ajax { get; }

    public LaneFamily<LaneCounter> Streaming { get; }

    public LaneFamily<LaneCounter> Charsets { get; }

    public LaneFamily<LaneHistogram> ViewDuration { get; }

    public LaneFamily<LaneCounter> Unmeasured { get; }

    public IEnumerable<SeriesStream> All =>
    [
        Duration, Active, EndpointDuration, RequestBodySize, ResponseBodySize, Exceptions, Ajax, Streaming, Charsets,
        ViewDuration, Unmeasured,
    ];

    private LaneFamily<LaneHistogram> Histogram(string name, string unit, string description, LaneBounds bounds) =>
        Family(name, unit, description, FamilyType.Histogram, attributes => new LaneHistogram(attributes, bounds));

    private LaneFamily<LaneCounter> Counter(string name, string unit, string description) =>
        Family(name, unit, description, FamilyType.Counter, static attributes => new LaneCounter(attributes));

    private LaneFamily<LaneCounter> Gauge(string name, string unit, string description) =>
        Family(name, unit, description, FamilyType.Gauge, static attributes => new LaneCounter(attributes));

    private LaneFamily<TSeries> Family<TSeries>(
        string name, string unit, string description, FamilyType type, Func<KeyValuePair<string, object?>[], TSeries> make)
        where TSeries : LaneSeries =>
        new(
            Exposition.Family.Create(name, unit, description, type, _settings.Namespace),
            _settings,
            SeriesLimitNames.LimitOf(_settings, name, unit),
            make);
}
