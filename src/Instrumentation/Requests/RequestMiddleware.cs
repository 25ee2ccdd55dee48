using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>The measurement as the outermost middleware. It hands on the next task as it is where that has completed.</summary>
[StackTraceHidden]
internal sealed class RequestMiddleware(RequestDelegate next, RequestMeasurement measurement, PrometheusSettings settings)
{
    private readonly IReadOnlyList<string> _ignored = settings.IgnoredPaths;

    public Task Invoke(HttpContext context)
    {
        if (measurement.Begin(context, _ignored) is not { } state)
        {
            return next(context);
        }

        Task task;
        try
        {
            task = next(context);
        }
        catch (Exception exception) when (Failed(context, state, exception))
        {
            throw;
        }

        if (!task.IsCompletedSuccessfully)
        {
            return state.Ending.End(task, context);
        }

        measurement.End(context, state, null, RequestEnd.Now());
        return task;
    }

    private bool Failed(HttpContext context, RequestState state, Exception exception)
    {
        measurement.End(context, state, exception, RequestEnd.Now());
        return false;
    }
}
