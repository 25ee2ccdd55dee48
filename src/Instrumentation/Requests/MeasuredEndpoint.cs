using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>
/// The delegate in front of an endpoint's own, which times it and sees the exceptions that leave it before any middleware does.
/// </summary>
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
        if (isDisabled)
        {
            return inner(context);
        }

        if (context.Features.Get<IEndpointFeature>() is not RequestState state)
        {
            measurement.FeatureIsMissing();
            return inner(context);
        }

        var series = state.SeriesOf(route);
        var started = Stopwatch.GetTimestamp();
        Task task;
        try
        {
            task = inner(context);
        }
        catch (Exception exception) when (Failed(state, series, started, exception))
        {
            throw;
        }

        if (!task.IsCompletedSuccessfully)
        {
            return Await(task, state, series, started);
        }

        series.Endpoint.Record(Stopwatch.GetTimestamp() - started);
        return task;
    }

    private static async Task Await(Task task, RequestState state, RouteSeries series, long started)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception exception) when (Failed(state, series, started, exception))
        {
            throw;
        }

        series.Endpoint.Record(Stopwatch.GetTimestamp() - started);
    }

    // A filter observes and never catches: the exception goes its way as it would have.
    private static bool Failed(RequestState state, RouteSeries series, long started, Exception exception)
    {
        series.Endpoint.Record(Stopwatch.GetTimestamp() - started);
        state.ExceptionLeft(series, exception);
        return false;
    }
}
