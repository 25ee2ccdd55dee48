using System.IO.Pipelines;
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
internal sealed class RequestState(RequestMeasurement measurement)
    : IEndpointFeature, IHttpResponseBodyFeature, IHttpMetricsTagsFeature
{
    private readonly ResponseBodyCount _responseBody = new();

    private HttpContext _context = null!;
    private IHttpResponseBodyFeature _inner = null!;
    private IHttpMetricsTagsFeature? _foreignTags;
    private List<KeyValuePair<string, object?>>? _tags;
    private Endpoint? _endpoint;
    private MeasuredRoute? _route;
    private MeasuredRoute? _clearedRoute;
    private LabelValues? _extra;
    private RequestBodyCount? _requestBody;
    private Stream? _stream;
    private PipeWriter? _writer;
    private bool? _isLengthDeclared;
    private bool _isDisabled;
    private bool _isReExecuted;

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

    /// <summary>
    /// Bytes of the response's body: the declared length, if one stood when the application began to write, else what it wrote.
    /// </summary>
    public long ResponseBytes => HttpMethods.IsHead(Method) ? 0
        : _isLengthDeclared == true ? _context.Response.ContentLength ?? 0
        : _responseBody.Bytes;

    public bool IsStreamed => _responseBody.IsStreamed && _context.Response.ContentLength is null;

    public long RequestBytes => _requestBody?.Bytes ?? _context.Request.ContentLength ?? 0;

    /// <summary>Whether the application wants no metrics of this request.</summary>
    public bool IsDisabled => _isDisabled || (_foreignTags?.MetricsDisabled ?? false);

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

    Stream IHttpResponseBodyFeature.Stream => _stream ??= IsLengthDeclared()
        ? _inner.Stream
        : new CountingResponseStream(_inner.Stream, _responseBody);

    PipeWriter IHttpResponseBodyFeature.Writer => _writer ??= IsLengthDeclared()
        ? _inner.Writer
        : new CountingResponseWriter(_inner.Writer, _responseBody);

    public void Begin(HttpContext context, LaneCounter active, string method, string scheme, long started)
    {
        var features = context.Features;
        _context = context;
        _inner = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _foreignTags = features.Get<IHttpMetricsTagsFeature>() is { } tags && tags != this ? tags : null;
        _tags?.Clear();
        _endpoint = features.Get<IEndpointFeature>()?.Endpoint;
        _route = _clearedRoute = null;
        _extra = null;
        _stream = null;
        _writer = null;
        _isLengthDeclared = null;
        _isDisabled = _isReExecuted = false;
        _responseBody.Reset();
        _requestBody = RequestBodyCount.Start(context);
        HasCountedException = false;
        Method = method;
        Scheme = scheme;
        Protocol = context.Request.Protocol;
        Active = active;
        Started = started;
        IsRunning = true;

        features.Set<IEndpointFeature>(this);
        features.Set<IHttpResponseBodyFeature>(this);
        if (_foreignTags is null)
        {
            features.Set<IHttpMetricsTagsFeature>(this);
        }
    }

    public void End() => IsRunning = false;

    /// <summary>The series of the request's own route: that of the endpoint before any re-execution.</summary>
    public RouteSeries Series()
    {
        var route = _route ?? (_isReExecuted || IsHandlingException
            ? _clearedRoute ?? measurement.Routes.None
            : measurement.LegacyRoute(_context));
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
        if (_context.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            _route = IsHandlingException ? _route ?? _clearedRoute : route;
            return;
        }

        // Before the route values of the re-execution are set.
        _ = Extra;
        _isReExecuted = true;
    }

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) => _inner.StartAsync(cancellationToken);

    Task IHttpResponseBodyFeature.CompleteAsync() => _inner.CompleteAsync();

    void IHttpResponseBodyFeature.DisableBuffering() => _inner.DisableBuffering();

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken)
    {
        if (!IsLengthDeclared())
        {
            _responseBody.Written(count ?? new FileInfo(path).Length - offset);
            _responseBody.Flushed();
        }

        return _inner.SendFileAsync(path, offset, count, cancellationToken);
    }

    private bool IsHandlingException => _context.Features.Get<IExceptionHandlerFeature>() is not null;

    // Read when the first endpoint starts, where route values and claims are known and no re-execution has cleared them.
    private LabelValues Extra => _extra ??= measurement.ReadExtra(_context);

    private void SetEndpoint(Endpoint? endpoint)
    {
        if (endpoint is null)
        {
            Clear();
            return;
        }

        _endpoint = endpoint;
        try
        {
            _endpoint = measurement.Endpoints.For(endpoint);
            ChooseRoute(measurement.Endpoints.RouteOf(endpoint));
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.RequestMeasurementFailed, "requests", exception))
        {
        }
    }

    private void Clear()
    {
        _endpoint = null;
        _clearedRoute = _route ?? _clearedRoute ?? measurement.LegacyRouteOrNull(_context);
        if (_context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            // The last moment at which route values are those of the request itself.
            _ = Extra;
            _isReExecuted = true;
            return;
        }

        _route = null;

        // An exception handler has cleared the response before, its length included.
        if (_isLengthDeclared == true && _context.Response is { ContentLength: null, HasStarted: false })
        {
            _isLengthDeclared = null;
            _stream = null;
            _writer = null;
        }
    }

    // Whether the body is counted is decided once for a request, when it is first touched: servers and middlewares compare the
    // references that they were given.
    private bool IsLengthDeclared() => _isLengthDeclared ??= _context.Response.ContentLength is not null;
}
