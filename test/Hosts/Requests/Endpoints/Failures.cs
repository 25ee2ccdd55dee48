namespace Requests.Endpoints;

public static class Failures
{
    private static int _hanging;

    public static void MapFailures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/boom/{id}", string (string id) => throw new InvalidOperationException($"boom {id}"));
        routes.MapGet("/boom-async", async Task<string> () =>
        {
            await Task.Yield();
            throw new TimeoutException("boom");
        });
        routes.MapGet("/missing/{id}", (string id) => Results.NotFound());
        routes.MapGet("/abort", async (HttpContext context) =>
        {
            await Task.Delay(50);
            context.Abort();
        });
        routes.MapGet("/hang", async (HttpContext context) =>
        {
            Interlocked.Increment(ref _hanging);
            try
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            finally
            {
                Interlocked.Decrement(ref _hanging);
            }
        });
        routes.MapGet("/hanging", () => _hanging);
        routes.Map("/error", (HttpContext context) =>
            Results.Text("error page", statusCode: context.Response.StatusCode));
        routes.Map("/sc/{code}", (string code) => $"status page {code}");
    }
}
