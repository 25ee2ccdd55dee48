using System.Text;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>
/// What a scraper is told that gets no page: 503 and why, if a limit prevented it; 500 without a word if something is wrong.
/// </summary>
internal static class ScrapeFailure
{
    /// <summary>Reports it; answers as <see cref="FaultReport.Contain"/> does.</summary>
    public static bool Contain(Exception exception) => FaultReport.Contain(EventOf(exception), "scrape", exception);

    public static int StatusOf(Exception exception) =>
        ReasonOf(exception) is null ? StatusCodes.Status500InternalServerError : StatusCodes.Status503ServiceUnavailable;

    /// <summary>The limit that prevented the page, in plain words; null if it was none.</summary>
    public static string? ReasonOf(Exception exception) => exception switch
    {
        PageTooLargeException or PageRefusedException => exception.Message,
        TimeoutException => "The page was not ready within the scraper's time limit.",
        _ => null,
    };

    public static Task WriteAsync(Exception exception, HttpContext context)
    {
        var response = context.Response;
        var body = Encoding.UTF8.GetBytes(ReasonOf(exception) is { } reason ? reason + "\n" : string.Empty);
        response.StatusCode = StatusOf(exception);
        response.ContentLength = body.Length;
        if (body.Length == 0 || HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        response.ContentType = "text/plain; charset=utf-8";
        return response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    private static int EventOf(Exception exception) => exception switch
    {
        PageTooLargeException => LogEvents.ScrapeTooLarge,
        TimeoutException => LogEvents.ScrapeLate,
        PageRefusedException => LogEvents.ScrapeRefused,
        _ => LogEvents.ScrapeFailed,
    };
}
