using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace AspNetCorePrometheus.Instrumentation.Requests.Legacy;

/// <summary>Route templates of applications that route without endpoints: <c>UseRouter</c>, <c>UseMvc</c>.</summary>
internal static class LegacyRoutes
{
    /// <summary>The template of the router that took the request, or null if none did.</summary>
    public static string? TemplateOf(HttpContext context) =>
        context.Features.Get<IRoutingFeature>()?.RouteData is { } data ? TemplateOf(data) : null;

    /// <summary>The template of an action: its own, if it is routed by attribute, else the conventional route's.</summary>
    public static string? TemplateOf(ActionDescriptor action, RouteData data) =>
        action.AttributeRouteInfo?.Template ?? TemplateOf(data);

    private static string? TemplateOf(RouteData data)
    {
        for (var i = data.Routers.Count - 1; i >= 0; i--)
        {
            if (data.Routers[i] is RouteBase { ParsedTemplate.TemplateText: { } template })
            {
                return template;
            }
        }

        return null;
    }
}
