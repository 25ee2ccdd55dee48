using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>The end of a request that goes on asynchronously.</summary>
internal sealed class EndedRequest(RequestMeasurement measurement, RequestState state) : TaskRelay
{
    private HttpContext _context = null!;
    private Activity? _activity;

    /// <summary>Ends the measurement when the task has ended, and returns the task to hand on.</summary>
    public Task End(Task task, HttpContext context)
    {
        // Where every middleware has handed on the endpoint's own task, the request ends with it, and one relay is enough.
        if (state.TryEndWithEndpoint(task))
        {
            return task;
        }

        _context = context;
        _activity = Activity.Current;
        return Relay(task);
    }

    protected override void Ended(Exception? exception) =>
        measurement.End(_context, state, exception, new RequestEnd(Stopwatch.GetTimestamp(), _activity));
}
