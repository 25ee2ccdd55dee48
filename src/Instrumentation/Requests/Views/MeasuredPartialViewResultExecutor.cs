using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspNetCorePrometheus.Instrumentation.Requests.Views;

/// <summary>The framework's executor of partial view results, timed.</summary>
internal sealed class MeasuredPartialViewResultExecutor(
    ViewMetrics metrics,
    IOptions<MvcViewOptions> viewOptions,
    IHttpResponseStreamWriterFactory writerFactory,
    ICompositeViewEngine viewEngine,
    ITempDataDictionaryFactory tempDataFactory,
    DiagnosticListener diagnosticListener,
    ILoggerFactory loggerFactory,
    IModelMetadataProvider modelMetadataProvider)
    : PartialViewResultExecutor(
        viewOptions, writerFactory, viewEngine, tempDataFactory, diagnosticListener, loggerFactory, modelMetadataProvider)
{
    public override Task ExecuteAsync(
        ActionContext actionContext,
        IView view,
        ViewDataDictionary viewData,
        ITempDataDictionary tempData,
        string? contentType,
        int? statusCode) =>
        metrics.Measure(
            view.Path,
            Stopwatch.GetTimestamp(),
            base.ExecuteAsync(actionContext, view, viewData, tempData, contentType, statusCode));
}
