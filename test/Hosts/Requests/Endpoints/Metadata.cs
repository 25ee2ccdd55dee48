using Microsoft.AspNetCore.Http.Features;

namespace Requests.Endpoints;

public static class Metadata
{
    public static void MapMetadata(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/nometrics", () => "not measured").DisableHttpMetrics();
        routes.MapGet("/tags", (HttpContext context) =>
        {
            var tags = context.Features.Get<IHttpMetricsTagsFeature>();
            tags?.Tags.Add(new("shop.colour", "red"));
            return "tagged";
        });
        routes.MapGet("/error-type/{type}", (string type, HttpContext context) =>
        {
            var tags = context.Features.Get<IHttpMetricsTagsFeature>();
            tags?.Tags.Add(new("error.type", type));
            context.Response.ContentType = $"text/plain; charset={type}";
            return Results.StatusCode(500);
        });
    }
}
