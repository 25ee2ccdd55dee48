using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>How a request came out, read from its context when every middleware has ended and the server not yet answered.</summary>
internal static class RequestOutcome
{
    // Set by the end of the framework's pipeline, and read by its own metric for the same attribute.
    private const string UnhandledItem = "__RequestUnhandled";

    /// <summary>What the server will answer: it sets the status of an unhandled exception after every middleware.</summary>
    public static int StatusOf(HttpContext context, Exception? exception) => exception switch
    {
        null => context.Response.StatusCode,
        _ when context.Response.HasStarted => context.Response.StatusCode,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Whether the client went away before there was a status.</summary>
    public static bool WasAborted(HttpContext context, Exception? exception) =>
        !context.Response.HasStarted
        && (exception is OperationCanceledException or IOException || (exception is null && IsStatusOfNothing(context)))
        && context.RequestAborted.IsCancellationRequested;

    /// <summary>Whether the request reached the end of the pipeline and nothing of the application took it.</summary>
    public static bool WasUnhandled(HttpContext context, int status) =>
        status == StatusCodes.Status404NotFound && context.Items.ContainsKey(UnhandledItem);

    /// <summary>Whether a script of a page sent the request.</summary>
    public static bool IsAjax(HttpContext context) =>
        context.Request.Headers.XRequestedWith is [{ } value, ..]
        && value.Equals("XMLHttpRequest", StringComparison.OrdinalIgnoreCase);

    // The status that nothing has set, and the one that exception handlers set for a client that has gone.
    private static bool IsStatusOfNothing(HttpContext context) =>
        context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status499ClientClosedRequest;
}
