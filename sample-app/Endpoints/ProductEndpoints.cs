using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Catalogue;

namespace Shop.Endpoints;

public static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/products");

        products.MapGet("/", (ProductCatalogue catalogue) => catalogue.ListAsync());
        products.MapGet("/{id:int}", FindAsync);
        products.MapGet("/export", ExportAsync);
    }

    private static async Task<Results<Ok<ProductSummary>, NotFound>> FindAsync(int id, ProductCatalogue catalogue) =>
        await catalogue.FindAsync(id) is { } product ? TypedResults.Ok(product) : TypedResults.NotFound();

    /// <summary>The price list as CSV, each line sent as soon as it is read.</summary>
    private static async Task ExportAsync(HttpResponse response, ProductCatalogue catalogue)
    {
        response.ContentType = "text/csv; charset=utf-8";
        await response.WriteAsync("id,name,price\n");
        await response.Body.FlushAsync();

        await foreach (var product in catalogue.ReadAllAsync())
        {
            await response.WriteAsync($"{product.Id},{product.Name},{product.Price:0.00}\n");
            await response.Body.FlushAsync();
        }
    }
}
