namespace Requests.Endpoints;

public static class Meters
{
    public static void MapMeters(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/hit/{colour}", (string colour, OwnMetrics metrics) =>
        {
            metrics.Hit(colour);
            return colour;
        });
        routes.MapGet("/listened", (ListenedInstruments instruments) => instruments.Names());
    }
}
