using Microsoft.AspNetCore.Mvc;

namespace LegacyMvc.Controllers;

public sealed class HomeController : Controller
{
    public IActionResult Index() => View();

    public IActionResult Details(string id) => Content($"details of {id}");

    public IActionResult Throw() => throw new InvalidOperationException("the action failed");

    public IActionResult Error() => Content("error page");
}
