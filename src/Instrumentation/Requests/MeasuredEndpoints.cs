using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>
/// Gives each endpoint of the application a twin whose delegate is measured: equal in pattern, order, metadata and name. Twins
/// live as long as their originals, of which a data source may make new ones at any time.
/// </summary>
internal sealed class MeasuredEndpoints(RequestMeasurement measurement, MeasuredRoutes routes)
{
    private readonly ConditionalWeakTable<Endpoint, Endpoint> _twins = [];

    /// <summary>The twin of an endpoint; the endpoint itself if it is one, runs nothing, or is of a kind that cannot be copied.</summary>
    public Endpoint For(Endpoint endpoint) =>
        _twins.TryGetValue(endpoint, out var twin) ? twin
        : MeasuredEndpoint.Of(endpoint) is not null ? endpoint
        : _twins.GetValue(endpoint, Make);

    /// <summary>The route that an endpoint's requests are labelled with; the twin knows it, other endpoints are looked up.</summary>
    public MeasuredRoute RouteOf(Endpoint endpoint) =>
        MeasuredEndpoint.Of(endpoint)?.Route ?? routes.For(TemplateOf(endpoint));

    private static string? TemplateOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route ?? (endpoint as RouteEndpoint)?.RoutePattern.RawText;

    private Endpoint Make(Endpoint endpoint)
    {
        if (endpoint.RequestDelegate is not { } inner)
        {
            return endpoint;
        }

        var measured = new MeasuredEndpoint(
            measurement,
            inner,
            routes.For(TemplateOf(endpoint)),
            endpoint.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null);
        return endpoint switch
        {
            RouteEndpoint route when route.GetType() == typeof(RouteEndpoint) =>
                new RouteEndpoint(measured.Invoke, route.RoutePattern, route.Order, route.Metadata, route.DisplayName),
            _ when endpoint.GetType() == typeof(Endpoint) =>
                new Endpoint(measured.Invoke, endpoint.Metadata, endpoint.DisplayName),
            _ => endpoint,
        };
    }
}
