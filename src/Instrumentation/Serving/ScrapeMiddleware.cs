using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;
using AspNetCorePrometheus.Instrumentation.Serving.OwnPort;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>
/// The page, in front of every middleware of the application: host filtering, redirection, authentication and path base cannot
/// hide it. It is whole, or an error status.
/// </summary>
[StackTraceHidden]
internal sealed class ScrapeMiddleware(RequestDelegate next, Lazy<PageRenderer> page, string path, ScrapeGuard? guard = null)
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

        if (guard?.Refuses(context) == true)
        {
            return Task.CompletedTask;
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
        var deadline = ScrapeDeadline.Of(context.Request.Headers[ScrapeDeadline.Header]);
        var format = AcceptedFormat.Of(context.Request.Headers.Accept);
        using var body = await RenderAsync(new AskedPage(format, Wanted(context)), deadline, context).ConfigureAwait(false);
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

    private async Task<SharedPage?> RenderAsync(AskedPage asked, ScrapeDeadline deadline, HttpContext context)
    {
        try
        {
            return context.Features.Get<IOwnThread>() is not null
                ? page.Value.Render(asked, deadline.Left)
                : await page.Value.RenderAsync(asked, deadline.Left, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The scraper has gone while it waited for its turn.
            return null;
        }
        catch (Exception exception) when (ScrapeFailure.Contain(exception))
        {
            await ScrapeFailure.WriteAsync(exception, context).ConfigureAwait(false);
            return null;
        }
    }

    private static FamilyFilter? Wanted(HttpContext context) =>
        context.Request.QueryString.HasValue ? FamilyFilter.Of(context.Request.Query["name[]"]) : null;
}
