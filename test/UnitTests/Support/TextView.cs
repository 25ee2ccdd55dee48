using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>A view written by hand: <c>broken</c> fails, and <c>nameless</c> has no path.</summary>
internal sealed class TextView(string name) : IView
{
    public string Path => name == "nameless" ? null! : $"/Views/{name}.txt";

    public Task RenderAsync(ViewContext context) =>
        name == "broken" ? throw new FormatException("broken on purpose") : context.Writer.WriteAsync(name);
}
