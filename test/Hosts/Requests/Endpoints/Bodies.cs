namespace Requests.Endpoints;

public static class Bodies
{
    public static void MapBodies(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/known", async (HttpRequest request) => await CountAsync(request.Body));
        routes.MapPost("/chunked-up", async (HttpRequest request) => await CountAsync(request.Body));
        routes.MapPost("/pipe-up", async (HttpRequest request) => await CountAsync(request.BodyReader.AsStream()));
        routes.MapPost("/partial-read", async (HttpRequest request) =>
        {
            await request.Body.ReadExactlyAsync(new byte[10]);
            return "10";
        });
        routes.MapPost("/unread", () => "0");
    }

    private static async Task<string> CountAsync(Stream body)
    {
        var buffer = new byte[4096];
        var total = 0L;
        int read;
        while ((read = await body.ReadAsync(buffer)) > 0)
        {
            total += read;
        }

        return total.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
