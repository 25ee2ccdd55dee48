using System.Diagnostics;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.HostingStartup;
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
            return Serve(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    // What a connection throws is its own; and an answer that has begun at the own port is ended by that connection.
    private static bool IsOurs(Exception exception, HttpContext context) =>
        (exception is not IOException || exception is FileNotFoundException or FileLoadException)
        && !(context.Response.HasStarted && context.Features.Get<IOwnThread>() is not null);

    private static async Task Tell(Exception exception, HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        await ScrapeFailure.WriteAsync(exception, context).ConfigureAwait(false);
    }

    private async Task Serve(HttpContext context)
    {
        try
        {
            FaultSeam.Pass(Boundaries.Scrape);
            await WritePage(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The scraper has gone; its connection ends with the request.
        }
        catch (Exception exception) when (IsOurs(exception, context) && ScrapeFailure.Contain(exception))
        {
            await Tell(exception, context).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WritePage(HttpContext context)
    {
        var deadline = ScrapeDeadline.Of(context.Request.Headers[ScrapeDeadline.Header]);
        var format = AcceptedFormat.Of(context.Request.Headers.Accept);
        using var body = await RenderAsync(new AskedPage(format, Wanted(context)), deadline, context).ConfigureAwait(false);
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

        await PageBody.SendAsync(body, context.Response, gzip, context.RequestAborted).ConfigureAwait(false);
    }

    private ValueTask<SharedPage> RenderAsync(AskedPage asked, ScrapeDeadline deadline, HttpContext context) =>
        context.Features.Get<IOwnThread>() is not null
            ? ValueTask.FromResult(page.Value.Render(asked, deadline.Left))
            : page.Value.RenderAsync(asked, deadline.Left, context.RequestAborted);

    private static FamilyFilter? Wanted(HttpContext context) =>
        context.Request.QueryString.HasValue ? FamilyFilter.Of(context.Request.Query["name[]"]) : null;
}
