using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Requests.Bodies;
using AspNetCorePrometheus.Instrumentation.Requests.Labels;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>
/// What is known of the request that is running, and the features through which it becomes known: the endpoint that routing
/// chooses, the response body, and the tags that the application adds.
/// </summary>
/// <remarks>
/// It belongs to the server's own recycled request object (<see cref="RequestStates"/>), so nothing is allocated for a request and
/// whoever reads a feature after the request, as completion callbacks do, finds it as it was.
/// </remarks>
internal sealed class RequestState : IEndpointFeature, IHttpMetricsTagsFeature
{
    private readonly RequestMeasurement _measurement;
    private readonly ResponseBody _response = new();

    private HttpContext _context = null!;
    private IHttpMetricsTagsFeature? _foreignTags;
    private List<KeyValuePair<string, object?>>? _tags;
    private Endpoint? _endpoint;
    private Endpoint? _clearedEndpoint;
    private MeasuredRoute? _route;
    private MeasuredRoute? _clearedRoute;
    private LabelValues? _extra;
    private RequestBodyCount? _requestBody;
    private bool _isDisabled;
    private int _revision;
    private bool _isReExecuted;
    private EndedEndpoint? _idleEndpoint;
    private EndedEndpoint? _endpointEnd;

    public RequestState(RequestMeasurement measurement)
    {
        _measurement = measurement;
        Ending = new EndedRequest(measurement, this);
        _idleEndpoint = new EndedEndpoint(measurement, this);
    }

    /// <summary>Sees the end of a request that completes asynchronously.</summary>
    public EndedRequest Ending { get; }

    /// <summary>Whether a request is running with this state.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>When the request began, in stopwatch ticks.</summary>
    public long Started { get; private set; }

    public string Method { get; private set; } = string.Empty;

    public string Scheme { get; private set; } = string.Empty;

    public string Protocol { get; private set; } = string.Empty;

    /// <summary>The series that this request was added to, and is to be subtracted from.</summary>
    public LaneCounter? Active { get; private set; }

    /// <summary>Whether an exception that left an endpoint of this request has been counted.</summary>
    public bool HasCountedException { get; set; }

    /// <summary>The response's body.</summary>
    public ResponseBody Response => _response;

    public long RequestBytes => _requestBody?.Bytes ?? _context.Request.ContentLength ?? 0;

    /// <summary>Whether the application wants no metrics of this request, or its endpoint none (<c>DisableHttpMetrics</c>).</summary>
    public bool IsDisabled => _isDisabled || (_foreignTags?.MetricsDisabled ?? false) || IsEndpointDisabled;

    /// <summary>What the application added to the request's metric, or null.</summary>
    public ICollection<KeyValuePair<string, object?>>? AddedTags => _foreignTags?.Tags ?? _tags;

    Endpoint? IEndpointFeature.Endpoint
    {
        get => _endpoint;
        set => SetEndpoint(value);
    }

    ICollection<KeyValuePair<string, object?>> IHttpMetricsTagsFeature.Tags => _tags ??= [];

    bool IHttpMetricsTagsFeature.MetricsDisabled
    {
        get => _isDisabled;
        set => _isDisabled = value;
    }

    public void Begin(HttpContext context, LaneCounter active, string method, string scheme, long started)
    {
        // By their types: the generic methods of the collection are virtual, and each call of such a one looks up what to run.
        var features = context.Features;
        _context = context;
        _foreignTags = features[typeof(IHttpMetricsTagsFeature)] is IHttpMetricsTagsFeature tags && tags != this ? tags : null;
        _tags?.Clear();
        _endpoint = (features[typeof(IEndpointFeature)] as IEndpointFeature)?.Endpoint;
        _clearedEndpoint = null;
        _route = _clearedRoute = null;
        _extra = null;
        _isDisabled = _isReExecuted = false;
        _response.Begin(context);
        _requestBody = RequestBodyCount.Start(context);
        _endpointEnd = null;
        HasCountedException = false;
        Method = method;
        Scheme = scheme;
        Protocol = context.Request.Protocol;
        Active = active;
        Started = started;
        IsRunning = true;

        features[typeof(IEndpointFeature)] = this;
        features[typeof(IHttpResponseBodyFeature)] = _response;
        if (_foreignTags is null)
        {
            features[typeof(IHttpMetricsTagsFeature)] = this;
        }

        _revision = features.Revision;
    }

    public void End() => IsRunning = false;

    /// <summary>What sees the end of an endpoint that goes on asynchronously.</summary>
    public EndedEndpoint TakeEndpoint() =>
        _endpointEnd = Interlocked.Exchange(ref _idleEndpoint, null) ?? new EndedEndpoint(_measurement, this);

    public void GiveBack(EndedEndpoint ended) => _idleEndpoint = ended;

    /// <summary>Lets the request end with its endpoint, if this is the endpoint's own task.</summary>
    public bool TryEndWithEndpoint(Task task) => _endpointEnd?.TryEndRequest(task) ?? false;

    /// <summary>The series of the request's own route: that of the endpoint before any re-execution.</summary>
    public RouteSeries Series()
    {
        var route = _route ?? (_isReExecuted || IsHandlingException
            ? _clearedRoute ?? _measurement.Routes.None
            : _measurement.LegacyRoute(_context));
        return route.For(Method, Extra);
    }

    /// <summary>The series of a route that is about to run for this request; it may be that of a re-execution.</summary>
    public RouteSeries SeriesOf(MeasuredRoute route) => route.For(Method, Extra);

    /// <summary>
    /// Takes a route that was matched. A re-execution for a status code or by an exception handler leaves the request the route
    /// that it had, none included; a handler clears the endpoint before it says that it handles an exception.
    /// </summary>
    public void ChooseRoute(MeasuredRoute route)
    {
        // Both set a feature of theirs before. Where none has been set there is none to ask for.
        if (_context.Features.Revision == _revision)
        {
            _route = route;
            return;
        }

        if (_context.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            _route = IsHandlingException ? _route ?? _clearedRoute : route;
            return;
        }

        // Before the route values of the re-execution are set.
        _ = Extra;
        _isReExecuted = true;
    }

    // Another's feature in our place knows the endpoint, if we do not; behind a handler without one it is the endpoint that failed.
    private bool IsEndpointDisabled => (_endpoint ?? _context.GetEndpoint() ?? _clearedEndpoint) is { } endpoint
        && MeasuredEndpoint.Of(endpoint) is { IsDisabled: true };

    private bool IsHandlingException => _context.Features.Get<IExceptionHandlerFeature>() is not null;

    // Read when the first endpoint starts, where route values and claims are known and no re-execution has cleared them.
    private LabelValues Extra => _extra ??= _measurement.ReadExtra(_context);

    private void SetEndpoint(Endpoint? endpoint)
    {
        _clearedEndpoint = endpoint is null ? _endpoint ?? _clearedEndpoint : null;
        _endpoint = endpoint;
        try
        {
            FaultSeam.Pass(Boundaries.EndpointSet);
            if (endpoint is null)
            {
                Clear();
                return;
            }

            _endpoint = _measurement.Endpoints.For(endpoint);
            ChooseRoute(_measurement.Endpoints.RouteOf(_endpoint));
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.RequestMeasurementFailed, "requests", exception))
        {
        }
    }

    private void Clear()
    {
        _clearedRoute = _route ?? _clearedRoute ?? _measurement.LegacyRouteOrNull(_context);
        if (_context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            // The last moment at which route values are those of the request itself.
            _ = Extra;
            _isReExecuted = true;
            return;
        }

        _route = null;
        _response.Cleared();
    }
}
