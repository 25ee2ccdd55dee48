using Microsoft.AspNetCore.WebUtilities;

namespace Shop.Endpoints;

/// <summary>What a client sees when something went wrong, whatever the method of the request.</summary>
public static class ErrorEndpoints
{
    public static void MapErrorPages(this IEndpointRouteBuilder routes)
    {
        routes.Map("/error", () => TypedResults.Text("Something went wrong on our side.\n", statusCode: 500));

        routes.Map("/status/{code:range(400,599)}", (int code) =>
            TypedResults.Text($"{code} {ReasonPhrases.GetReasonPhrase(code)}\n", statusCode: code));
    }
}
