using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>
/// The page, in front of every middleware of the application: host filtering, redirection, authentication and path base cannot
/// hide it. It is whole, or an error status.
/// </summary>
[StackTraceHidden]
internal sealed class ScrapeMiddleware(RequestDelegate next, Lazy<PageRenderer> page, string path)
{
    public Task Invoke(HttpContext context) =>
        context.Request.Path.Value is { } asked
        && asked.Length == path.Length
        && asked.Equals(path, StringComparison.OrdinalIgnoreCase)
            ? Answer(context)
            : next(context);

    private Task Answer(HttpContext context)
    {
        // Where the application listens to the framework's own request metrics, scrapes do not count there either.
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } tags)
        {
            tags.MetricsDisabled = true;
        }

        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            return WritePage(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private async Task WritePage(HttpContext context)
    {
        var format = AcceptedFormat.Of(context.Request.Headers.Accept);
        using var body = await RenderAsync(format, context).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        context.Response.ContentType = ExpositionFormats.ContentType(format);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = "Accept, Accept-Encoding";
        var gzip = AcceptedEncoding.IsGzip(context.Request.Headers.AcceptEncoding);
        if (gzip)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }
        else
        {
            context.Response.ContentLength = body.Length;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        try
        {
            await PageBody.SendAsync(body, context.Response, gzip, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The scraper has gone; its connection ends with the request.
        }
    }

    private async Task<PageBuffer?> RenderAsync(ExpositionFormat format, HttpContext context)
    {
        try
        {
            return await page.Value.RenderAsync(format, context.RequestAborted, Asked(context)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The scraper has gone while it waited for its turn.
            return null;
        }
        catch (Exception exception) when (FaultReport.Contain(EventOf(exception), "scrape", exception))
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentLength = 0;
            return null;
        }
    }

    private static FamilyFilter? Asked(HttpContext context) =>
        context.Request.QueryString.HasValue ? FamilyFilter.Of(context.Request.Query["name[]"]) : null;

    private static int EventOf(Exception exception) =>
        exception is PageTooLargeException or { InnerException: PageTooLargeException }
            ? LogEvents.ScrapeTooLarge
            : LogEvents.ScrapeFailed;
}
