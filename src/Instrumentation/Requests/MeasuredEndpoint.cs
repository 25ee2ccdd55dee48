using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>
/// The delegate in front of an endpoint's own, which times it and sees the exceptions that leave it before any middleware does.
/// </summary>
[StackTraceHidden]
internal sealed class MeasuredEndpoint(
    RequestMeasurement measurement, RequestDelegate inner, MeasuredRoute route, bool isDisabled)
{
    public MeasuredRoute Route => route;

    /// <summary>Whether the endpoint asked for no metrics (<c>DisableHttpMetrics</c>).</summary>
    public bool IsDisabled => isDisabled;

    /// <summary>The measured endpoint behind a delegate, or null if it is the application's own.</summary>
    public static MeasuredEndpoint? Of(Endpoint endpoint) => endpoint.RequestDelegate?.Target as MeasuredEndpoint;

    public Task Invoke(HttpContext context)
    {
        if (isDisabled || measurement.EndpointBegins(context, route) is not { } series)
        {
            return inner(context);
        }

        var started = Stopwatch.GetTimestamp();
        Task task;
        try
        {
            task = inner(context);
        }
        catch (Exception exception) when (Failed(context, series, started, exception))
        {
            throw;
        }

        if (!task.IsCompletedSuccessfully)
        {
            return measurement.EndOfEndpoint(context).Observe(task, context, series, started);
        }

        series.Endpoint.Record(Stopwatch.GetTimestamp() - started);
        return task;
    }

    // A filter observes and never catches: the exception goes its way as it would have.
    private static bool Failed(HttpContext context, RouteSeries series, long started, Exception exception)
    {
        EndedEndpoint.Record(context, series, Stopwatch.GetTimestamp() - started, exception, Activity.Current);
        return false;
    }
}
