using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Abstractions;

namespace AspNetCorePrometheus.Instrumentation.Requests.Legacy;

/// <summary>
/// Measures MVC actions that are reached without an endpoint (<c>EnableEndpointRouting = false</c>), as endpoints are elsewhere.
/// </summary>
internal sealed class LegacyActionMeasurement(RequestMeasurement measurement) : IActionInvokerProvider
{
    // Behind the framework's own providers, which make the invoker.
    public int Order => int.MaxValue;

    public void OnProvidersExecuting(ActionInvokerProviderContext context)
    {
    }

    public void OnProvidersExecuted(ActionInvokerProviderContext context)
    {
        try
        {
            FaultSeam.Pass(Boundaries.LegacyAction);
            var http = context.ActionContext.HttpContext;
            if (context.Result is { } inner
                && http.Features.Get<IEndpointFeature>() is RequestState state
                && http.GetEndpoint() is null)
            {
                var template = LegacyRoutes.TemplateOf(context.ActionContext.ActionDescriptor, context.ActionContext.RouteData);
                var route = measurement.Routes.For(template);
                state.ChooseRoute(route);
                context.Result = new MeasuredAction(measurement, inner, http, state.SeriesOf(route));
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.LegacyRouteFailed, "requests", exception))
        {
        }
    }

    [StackTraceHidden]
    private sealed class MeasuredAction(
        RequestMeasurement measurement, IActionInvoker inner, HttpContext context, RouteSeries series) : IActionInvoker
    {
        public Task InvokeAsync()
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                return measurement.EndOfEndpoint(context).Observe(inner.InvokeAsync(), context, series, started);
            }
            catch (Exception exception) when (Failed(started, exception))
            {
                throw;
            }
        }

        private bool Failed(long started, Exception exception)
        {
            EndedEndpoint.Record(context, series, Stopwatch.GetTimestamp() - started, exception, Activity.Current);
            return false;
        }
    }
}
