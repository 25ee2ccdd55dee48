using System.Net;
using Microsoft.Extensions.Options;

namespace Shop.Endpoints;

/// <summary>Dealings with the supplier: slow, unreliable, and fond of large files.</summary>
public static class SupplierEndpoints
{
    public static void MapSupplier(this IEndpointRouteBuilder routes)
    {
        var supplier = routes.MapGroup("/supplier");

        supplier.MapGet("/quote", QuoteAsync);
        supplier.MapGet("/refund", Refund);
        supplier.MapPost("/invoice", ReceiveInvoiceAsync);
        supplier.MapGet("/status", StatusAsync);
    }

    private static async Task<IResult> QuoteAsync(IOptions<ShopOptions> options, CancellationToken cancellationToken)
    {
        await Task.Delay(options.Value.SupplierDelay, cancellationToken);

        return TypedResults.Ok(new { Product = "Pencil", Price = 0.40m });
    }

    private static IResult Refund() => throw new InvalidOperationException("The supplier does not give refunds.");

    private static async Task<IResult> ReceiveInvoiceAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = 0L;

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            bytes += read.Buffer.Length;
            request.BodyReader.AdvanceTo(read.Buffer.End);

            if (read.IsCompleted)
            {
                return TypedResults.Ok(new { Bytes = bytes });
            }
        }
    }

    /// <summary>The supplier's service is played by this one, asked over HTTP for its health.</summary>
    private static async Task<IResult> StatusAsync(
        HttpContext context, IHttpClientFactory clients, CancellationToken cancellationToken)
    {
        var address = context.Connection.LocalIpAddress ?? IPAddress.Loopback;
        var health = new UriBuilder("http", address.ToString(), context.Connection.LocalPort, "/healthz").Uri;

        using var client = clients.CreateClient("supplier");
        using var answer = await client.GetAsync(health, cancellationToken);

        return TypedResults.Ok(new { Reachable = answer.IsSuccessStatusCode });
    }
}
