using Microsoft.AspNetCore.Mvc;

namespace AspNetCorePrometheus.UnitTests.Requests.Views;

/// <summary>Actions that answer with views.</summary>
[Route("views")]
public sealed class ViewsController : Controller
{
    [Route("whole/{name}")]
    public IActionResult Whole(string name) => View(name);

    [Route("partial/{name}")]
    public IActionResult Partial(string name) => PartialView(name);
}
