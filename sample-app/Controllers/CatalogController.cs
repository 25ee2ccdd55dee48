using Microsoft.AspNetCore.Mvc;
using Shop.Catalogue;
using Shop.Orders;

namespace Shop.Controllers;

public sealed class CatalogController(ProductCatalogue catalogue, OrderService orders) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index() => View(await catalogue.ListAsync());

    /// <summary>The table alone, for a script that refreshes it.</summary>
    [HttpGet]
    public async Task<IActionResult> Rows() => PartialView("_Rows", await catalogue.ListAsync());

    [HttpGet]
    public async Task<IActionResult> Details(int id) =>
        await catalogue.FindAsync(id) is { } product ? View(product) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Order(OrderForm form)
    {
        if (ModelState.IsValid)
        {
            var line = new NewOrderLine(form.ProductId, form.Quantity);
            var placement = await orders.PlaceAsync(new NewOrder(form.Customer, form.Payment, [line]));

            if (placement.Succeeded)
            {
                return RedirectToAction(nameof(Receipt), new { placement.Order.Id });
            }

            ModelState.AddModelError("", placement.Refusal);
        }

        return await catalogue.FindAsync(form.ProductId) is { } product ? View("Details", product) : NotFound();
    }

    [HttpGet]
    public async Task<IActionResult> Receipt(int id) =>
        await orders.FindAsync(id) is { } order ? View(order) : NotFound();
}
