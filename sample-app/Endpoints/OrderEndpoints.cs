using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Orders;

namespace Shop.Endpoints;

public static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders");

        orders.MapGet("/", (OrderService service) => service.ListAsync());
        orders.MapGet("/{id:int}", FindAsync);
        orders.MapPost("/", PlaceAsync);
        orders.MapDelete("/{id:int}", CancelAsync);
    }

    private static async Task<Results<Ok<OrderSummary>, NotFound>> FindAsync(int id, OrderService service) =>
        await service.FindAsync(id) is { } order ? TypedResults.Ok(order) : TypedResults.NotFound();

    private static async Task<Results<Created<OrderSummary>, BadRequest<Refusal>, Conflict<Refusal>>> PlaceAsync(
        NewOrder request, OrderService service)
    {
        if (Fault(request) is { } fault)
        {
            return TypedResults.BadRequest(new Refusal(fault));
        }

        var placement = await service.PlaceAsync(request);

        return placement.Succeeded
            ? TypedResults.Created($"/orders/{placement.Order.Id}", placement.Order)
            : TypedResults.Conflict(new Refusal(placement.Refusal));
    }

    private static async Task<Results<NoContent, NotFound>> CancelAsync(int id, OrderService service) =>
        await service.CancelAsync(id) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static string? Fault(NewOrder request)
    {
        if (string.IsNullOrWhiteSpace(request.Customer) || request.Customer.Length > 80)
        {
            return "A customer has a name of at most 80 characters.";
        }

        if (request.Lines is not { Count: > 0 })
        {
            return "An order has at least one line.";
        }

        return request.Lines.All(line => line is { Quantity: >= 1 and <= 100 })
            ? null
            : "A line has a quantity from 1 to 100.";
    }
}
