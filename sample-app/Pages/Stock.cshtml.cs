using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;

namespace Shop.Pages;

public sealed class StockModel(ProductCatalogue catalogue) : PageModel
{
    public IReadOnlyList<ProductSummary> Products { get; private set; } = [];

    public async Task OnGetAsync() => Products = await catalogue.ListAsync();
}
