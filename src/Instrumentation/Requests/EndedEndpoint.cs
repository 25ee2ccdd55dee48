using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>
/// The end of an endpoint that goes on asynchronously, and of its request where nothing stands between the two. A request keeps one
/// for all of its endpoints, as one mostly ends before the next begins.
/// </summary>
internal sealed class EndedEndpoint(RequestMeasurement measurement, RequestState? owner) : TaskRelay
{
    private const int Running = 0;
    private const int EndsRequest = 1;
    private const int HasEnded = 2;

    private HttpContext _context = null!;
    private RouteSeries _series = null!;
    private long _started;
    private int _stage;
    private Task? _handedOn;
    private Activity? _activity;

    /// <summary>Records the end of the endpoint when its task has ended. Returns the task to hand on.</summary>
    public Task Observe(Task task, HttpContext context, RouteSeries series, long started)
    {
        _context = context;
        _series = series;
        _started = started;
        _activity = Activity.Current;
        _stage = Running;
        return _handedOn = Relay(task);
    }

    /// <summary>Records an endpoint's end: its duration in stopwatch ticks, and the exception that left it. Never throws.</summary>
    public static void Record(HttpContext context, RouteSeries series, long elapsed, Exception? exception, Activity? activity)
    {
        try
        {
            FaultSeam.Pass(Boundaries.EndpointEnds);
            series.Endpoint.Record(elapsed, activity);
            if (exception is null)
            {
                return;
            }

            series.Exception(exception).Add(1, activity);
            if (context.Features.Get<IEndpointFeature>() is RequestState state)
            {
                state.HasCountedException = true;
            }
        }
        catch (Exception fault) when (FaultReport.Contain(LogEvents.RequestMeasurementFailed, "requests", fault))
        {
        }
    }

    /// <summary>Lets the request end with the endpoint that handed on this task; false if it is another's, or has ended already.</summary>
    public bool TryEndRequest(Task task) =>
        ReferenceEquals(task, _handedOn) && Interlocked.CompareExchange(ref _stage, EndsRequest, Running) == Running;

    protected override void Ended(Exception? exception)
    {
        var ended = Stopwatch.GetTimestamp();
        Record(_context, _series, ended - _started, exception, _activity);
        if (Interlocked.Exchange(ref _stage, HasEnded) == EndsRequest)
        {
            measurement.End(_context, owner!, exception, new RequestEnd(ended, _activity));
        }

        owner?.GiveBack(this);
    }
}
