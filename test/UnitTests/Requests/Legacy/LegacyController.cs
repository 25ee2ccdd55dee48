using Microsoft.AspNetCore.Mvc;

namespace AspNetCorePrometheus.UnitTests.Requests.Legacy;

/// <summary>Actions by convention and by attribute.</summary>
public sealed class LegacyController : Controller
{
    public IActionResult Index() => Content("index");

    public IActionResult Fails() => HttpContext is null ? NotFound() : throw new FormatException();

    [Route("attributed/{id}")]
    public IActionResult Attributed() => Content("attributed");
}
