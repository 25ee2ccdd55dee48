using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>The request families that are measured here, by name, unit and description.</summary>
internal sealed class RequestFamilies
{
    public RequestFamilies(PrometheusSettings settings)
    {
        var lanes = new LaneFactory(settings);
        var latency = LaneBounds.Seconds(settings.LatencyBuckets);
        var sizes = LaneBounds.Bytes(settings.SizeBuckets);
        Duration = lanes.Histogram("http.server.request.duration", "s", "Duration of HTTP server requests.", latency);
        Active = lanes.Gauge("http.server.active_requests", "{request}", "Number of active HTTP server requests.");
        EndpointDuration = lanes.Histogram(
            "aspnetcore.endpoint.duration", "s", "Duration of endpoints, without the middlewares in front of them.", latency);
        RequestBodySize = lanes.Histogram("http.server.request.body.size", "By", "Size of HTTP server request bodies.", sizes);
        ResponseBodySize = lanes.Histogram("http.server.response.body.size", "By", "Size of HTTP server response bodies.", sizes);
        Exceptions = lanes.Counter(
            "aspnetcore.request.exceptions", "{exception}", "Exceptions that left an endpoint, handled by a middleware or not.");
        Ajax = lanes.Counter("aspnetcore.ajax_requests", "{request}", "Requests that a script of a page made (X-Requested-With).");
        Streaming = lanes.Counter(
            "aspnetcore.streaming_responses", "{response}", "Responses whose body was flushed before it was complete.");
        Charsets = lanes.Counter("aspnetcore.response_charsets", "{response}", "Responses by the charset of their content type.");
        ViewDuration = lanes.Histogram(
            "aspnetcore.view.render.duration", "s", "Duration of rendering MVC views and Razor Pages.", latency);
        Unmeasured = lanes.Counter("aspnetcore.unmeasured_requests", "{request}", "Requests whose latency is not known.");
        All = lanes.Made;
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

    public IReadOnlyList<SeriesStream> All { get; }
}
