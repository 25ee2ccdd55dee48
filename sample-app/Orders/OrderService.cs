using Microsoft.EntityFrameworkCore;
using Shop.Catalogue;
using Shop.Data;

namespace Shop.Orders;

public sealed class OrderService(ShopContext database, ProductCatalogue catalogue, ShopMetrics metrics)
{
    private const int PageSize = 50;

    /// <summary>The latest orders, newest first.</summary>
    public async Task<IReadOnlyList<OrderSummary>> ListAsync()
    {
        var orders = await OrdersWithLines
            .AsNoTracking()
            .OrderByDescending(order => order.Id)
            .Take(PageSize)
            .ToListAsync();

        return [.. orders.Select(OrderSummary.Of)];
    }

    public async Task<OrderSummary?> FindAsync(int id)
    {
        var order = await OrdersWithLines.AsNoTracking().SingleOrDefaultAsync(order => order.Id == id);

        return order is null ? null : OrderSummary.Of(order);
    }

    public async Task<Placement> PlaceAsync(NewOrder request)
    {
        // Reading the stock and taking from it must not be interleaved with another order's.
        await using var transaction = await database.Database.BeginTransactionAsync();

        var ids = request.Lines.Select(line => line.ProductId).ToList();
        var products = await database.Products
            .Where(product => ids.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id);
        var order = new Order { Customer = request.Customer, Payment = request.Payment };

        foreach (var line in request.Lines)
        {
            if (!products.TryGetValue(line.ProductId, out var product))
            {
                return Placement.Refused($"There is no product {line.ProductId}.");
            }

            if (product.Stock < line.Quantity)
            {
                return Placement.Refused($"{product.Name} is out of stock.");
            }

            product.Stock -= line.Quantity;
            order.Lines.Add(new OrderLine { Product = product, Quantity = line.Quantity, Price = product.Price });
        }

        database.Orders.Add(order);
        await database.SaveChangesAsync();
        await transaction.CommitAsync();

        StockChanged(products.Values);
        metrics.OrderPlaced(order);

        return Placement.Placed(OrderSummary.Of(order));
    }

    /// <summary>Deletes an order and puts its items back on the shelf; false when there is no such order.</summary>
    public async Task<bool> CancelAsync(int id)
    {
        await using var transaction = await database.Database.BeginTransactionAsync();

        var order = await OrdersWithLines.SingleOrDefaultAsync(order => order.Id == id);

        if (order is null)
        {
            return false;
        }

        foreach (var line in order.Lines)
        {
            line.Product!.Stock += line.Quantity;
        }

        var products = order.Lines.Select(line => line.Product!).ToList();
        database.Orders.Remove(order);
        await database.SaveChangesAsync();
        await transaction.CommitAsync();

        StockChanged(products);

        return true;
    }

    private IQueryable<Order> OrdersWithLines =>
        database.Orders.Include(order => order.Lines.OrderBy(line => line.Id)).ThenInclude(line => line.Product);

    private void StockChanged(IEnumerable<Product> products)
    {
        catalogue.Forget();

        foreach (var product in products)
        {
            metrics.StockChanged(product);
        }
    }
}
