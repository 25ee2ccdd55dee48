using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Mvc.Pages;

public sealed class AboutModel : PageModel
{
    public string Heading { get; private set; } = "";

    public void OnGet() => Heading = "About us";
}
