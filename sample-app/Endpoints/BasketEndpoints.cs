using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Baskets;

namespace Shop.Endpoints;

public static class BasketEndpoints
{
    public static void MapBaskets(this IEndpointRouteBuilder routes)
    {
        var baskets = routes.MapGroup("/baskets/{name:maxlength(40)}");

        baskets.MapGet("/", FindAsync);
        baskets.MapPut("/", SaveAsync);
        baskets.MapDelete("/", RemoveAsync);
    }

    private static async Task<Results<Ok<Basket>, NotFound>> FindAsync(
        string name, BasketStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(name, cancellationToken) is { } basket
            ? TypedResults.Ok(basket)
            : TypedResults.NotFound();

    private static async Task<Results<Ok<Basket>, BadRequest<Refusal>>> SaveAsync(
        string name, Basket basket, BasketStore store, CancellationToken cancellationToken)
    {
        if (basket.Items is not { Count: <= 100 })
        {
            return TypedResults.BadRequest(new Refusal("A basket has a list of at most 100 items."));
        }

        await store.SaveAsync(name, basket, cancellationToken);

        return TypedResults.Ok(basket);
    }

    private static async Task<NoContent> RemoveAsync(
        string name, BasketStore store, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(name, cancellationToken);

        return TypedResults.NoContent();
    }
}
