using System.Diagnostics;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.ViewEngines;

namespace AspNetCorePrometheus.Instrumentation.Requests.Views;

/// <summary>The framework's executor of Razor Pages, timed.</summary>
internal sealed class MeasuredPageResultExecutor(
    ViewMetrics metrics,
    IHttpResponseStreamWriterFactory writerFactory,
    ICompositeViewEngine compositeViewEngine,
    IRazorViewEngine razorViewEngine,
    IRazorPageActivator razorPageActivator,
    DiagnosticListener diagnosticListener,
    HtmlEncoder htmlEncoder)
    : PageResultExecutor(
        writerFactory, compositeViewEngine, razorViewEngine, razorPageActivator, diagnosticListener, htmlEncoder)
{
    public override Task ExecuteAsync(PageContext pageContext, PageResult result) =>
        metrics.Measure(
            pageContext.ActionDescriptor.RelativePath,
            Stopwatch.GetTimestamp(),
            base.ExecuteAsync(pageContext, result));
}
