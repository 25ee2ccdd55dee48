using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewEngines;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>Finds a <see cref="TextView"/> for every name but <c>missing</c>.</summary>
internal sealed class TextViewEngine : IViewEngine
{
    public ViewEngineResult FindView(ActionContext context, string viewName, bool isMainPage) =>
        viewName == "missing"
            ? ViewEngineResult.NotFound(viewName, ["/Views/missing.txt"])
            : ViewEngineResult.Found(viewName, new TextView(viewName));

    public ViewEngineResult GetView(string? executingFilePath, string viewPath, bool isMainPage) =>
        ViewEngineResult.NotFound(viewPath, []);
}
