using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.Requests.Labels;
using AspNetCorePrometheus.Instrumentation.Requests.Legacy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>Measures requests from outside every middleware: the beginning and the end of each, and what is known of it then.</summary>
internal sealed class RequestMeasurement
{
    private readonly RequestFamilies _families;
    private readonly RequestLabels _labels;
    private readonly MeasuredRoutes _routes;
    private readonly RequestStates _states;
    private readonly LaneCounter _aborted;
    private readonly LaneCounter _featureMissing;
    private ActiveRequests[] _active = [];

    public RequestMeasurement(PrometheusSettings settings, RequestFamilies families)
    {
        _families = families;
        _labels = new RequestLabels(settings.RequestLabels, settings.SeriesLimit);
        _routes = new MeasuredRoutes(families);
        _states = new RequestStates(this);
        Endpoints = new MeasuredEndpoints(this, _routes);

        // Begun at zero, so that the first one is an increase.
        _aborted = families.Unmeasured.Series(new KeyValuePair<string, object?>(RequestAttributes.Reason, "aborted"));
        _featureMissing = families.Unmeasured.Series(new KeyValuePair<string, object?>(RequestAttributes.Reason, "feature_missing"));
        if (_labels.IsEmpty)
        {
            families.Ajax.Series();
        }
    }

    public MeasuredEndpoints Endpoints { get; }

    public MeasuredRoutes Routes => _routes;

    /// <summary>Begins to measure; null if the request is being measured already or cannot be. Never throws.</summary>
    public RequestState? Begin(HttpContext context, IReadOnlyList<string> ignored)
    {
        try
        {
            FaultSeam.Pass(Boundaries.RequestBegins);
            if (IsIgnored(context, ignored) || _states.For(context.Features) is not { } state)
            {
                return null;
            }

            var method = RequestWords.Method(context.Request.Method);
            var scheme = RequestWords.Scheme(context.Request.Scheme);
            var active = Active(method, scheme);
            state.Begin(context, active, method, scheme, Stopwatch.GetTimestamp());
            active.Add(1);
            return state;
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.RequestMeasurementFailed, "requests", exception))
        {
            return null;
        }
    }

    /// <summary>
    /// Ends a measurement, with the exception that left the pipeline if one did. Never throws.
    /// </summary>
    public void End(HttpContext context, RequestState state, Exception? exception, RequestEnd end)
    {
        try
        {
            FaultSeam.Pass(Boundaries.RequestEnds);
            state.Active?.Add(-1);
            if (!state.IsDisabled)
            {
                Record(context, state, end.Time - state.Started, exception, end.Activity);
            }
        }
        catch (Exception fault) when (FaultReport.Contain(LogEvents.RequestMeasurementFailed, "requests", fault))
        {
        }
        finally
        {
            state.End();
        }
    }

    /// <summary>
    /// The series of an endpoint that is about to run; null if its request cannot be measured, because something has taken the
    /// place of our feature. Never throws.
    /// </summary>
    public RouteSeries? EndpointBegins(HttpContext context, MeasuredRoute route)
    {
        try
        {
            FaultSeam.Pass(Boundaries.EndpointBegins);
            if (context.Features[typeof(IEndpointFeature)] is RequestState { IsRunning: true } state)
            {
                return state.SeriesOf(route);
            }

            _featureMissing.Add(1);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.RequestMeasurementFailed, "requests", exception))
        {
        }

        return null;
    }

    /// <summary>What sees the end of an endpoint of this request that goes on asynchronously. Never throws.</summary>
    public EndedEndpoint EndOfEndpoint(HttpContext context)
    {
        try
        {
            FaultSeam.Pass(Boundaries.EndpointAwaited);
            if (context.Features.Get<IEndpointFeature>() is RequestState state)
            {
                return state.TakeEndpoint();
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.RequestMeasurementFailed, "requests", exception))
        {
        }

        return new EndedEndpoint(this, null);
    }

    /// <summary>The values of the extra labels.</summary>
    public LabelValues ReadExtra(HttpContext context) => _labels.IsEmpty ? LabelValues.None : _labels.Read(context);

    /// <summary>The route of a request that has no endpoint.</summary>
    public MeasuredRoute LegacyRoute(HttpContext context) => LegacyRouteOrNull(context) ?? _routes.None;

    public MeasuredRoute? LegacyRouteOrNull(HttpContext context) =>
        LegacyRoutes.TemplateOf(context) is { } template ? _routes.For(template) : null;

    private static bool IsIgnored(HttpContext context, IReadOnlyList<string> ignored) =>
        ignored.Count > 0 && context.Request.Path.Value is { } path && NamePattern.MatchesAny(ignored, path);

    private void Record(HttpContext context, RequestState state, long elapsed, Exception? exception, Activity? activity)
    {
        var series = state.Series();
        if (exception is not null && !state.HasCountedException)
        {
            series.Exception(exception).Add(1, activity);
        }

        if (RequestOutcome.IsAjax(context))
        {
            series.Ajax.Add(1, activity);
        }

        if (RequestOutcome.WasAborted(context, exception))
        {
            _aborted.Add(1, activity);
            return;
        }

        series.RequestBody.Record(state.RequestBytes, activity);
        series.ResponseBody.Record(state.Response.Bytes, activity);
        series.Charset(context.Response.ContentType).Add(1, activity);
        if (state.Response.IsStreamed)
        {
            series.Streaming.Add(1, activity);
        }

        Duration(context, state, series, exception).Record(elapsed, activity);
    }

    private static LaneHistogram Duration(HttpContext context, RequestState state, RouteSeries series, Exception? exception)
    {
        var status = RequestOutcome.StatusOf(context, exception);
        var unhandled = RequestOutcome.WasUnhandled(context, status);
        var error = exception is null ? null : RequestWords.ErrorType(exception);
        if (state.AddedTags is not { Count: > 0 } tags)
        {
            return series.Duration(new DurationKey(status, state.Scheme, state.Protocol, error, unhandled));
        }

        // Exception handlers of the framework add the type of what they handled, and mostly nothing else is there.
        if (tags is List<KeyValuePair<string, object?>> { Count: 1 } only
            && only[0].Key == RequestAttributes.ErrorType && only[0].Value is string handled)
        {
            return series.Duration(new DurationKey(status, state.Scheme, state.Protocol, handled, unhandled));
        }

        return series.Duration(new DurationKey(status, state.Scheme, state.Protocol, error, unhandled), tags);
    }

    private LaneCounter Active(string method, string scheme)
    {
        foreach (var known in _active)
        {
            if (ReferenceEquals(known.Method, method) && ReferenceEquals(known.Scheme, scheme))
            {
                return known.Series;
            }
        }

        var series = _families.Active.Series(
            new(RequestAttributes.Method, method), new(RequestAttributes.Scheme, scheme));
        lock (_families)
        {
            _active = [.. _active, new ActiveRequests(method, scheme, series)];
        }

        return series;
    }

    private sealed record ActiveRequests(string Method, string Scheme, LaneCounter Series);
}
