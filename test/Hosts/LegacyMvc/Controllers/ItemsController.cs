using Microsoft.AspNetCore.Mvc;

namespace LegacyMvc.Controllers;

[Route("legacy/items")]
public sealed class ItemsController : Controller
{
    [HttpGet("{id}")]
    public IActionResult Get(int id) => Content($"item {id}");
}
