using Microsoft.AspNetCore.Mvc;

namespace Mvc.Controllers;

public sealed class HomeController : Controller
{
    public IActionResult Index() => View();

    public IActionResult Privacy() => View();

    public IActionResult Throw() => throw new InvalidOperationException("the action failed");

    public IActionResult BadView() => View();

    public IActionResult Error() => Content("error page");

    public IActionResult Status(int id) => Content($"status page {id}");
}
