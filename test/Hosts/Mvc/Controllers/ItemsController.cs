using Microsoft.AspNetCore.Mvc;

namespace Mvc.Controllers;

[ApiController]
[Route("api/items")]
public sealed class ItemsController : ControllerBase
{
    [HttpGet("{id}")]
    public ActionResult<string> Get(int id) => id > 0 ? Ok($"item {id}") : NotFound();
}
