namespace Requests.Endpoints;

public static class Basic
{
    public static void MapBasic(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sync", () => "sync");
        routes.MapGet("/async", async () =>
        {
            await Task.Yield();
            return "async";
        });
        routes.MapGet("/items/{id}", (string id) => id);
        routes.MapPost("/items/{id}", (string id) => Results.Created($"/items/{id}", id));
        routes.MapDelete("/items/{id}", () => Results.NoContent());
        routes.MapGet("/health", () => "healthy");
        routes.MapMethods("/head", ["GET", "HEAD"], () => "0123456789");
        routes.MapMethods("/any-method", ["GET", "PURGE"], () => "any");
    }
}
