using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Shop.Data;

namespace Shop;

/// <summary>What the shop counts about its own business.</summary>
public sealed class ShopMetrics
{
    private readonly Counter<long> _orders;
    private readonly Histogram<double> _orderValue;
    private readonly ConcurrentDictionary<string, int> _stock = new();

    public ShopMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create("Shop");

        _orders = meter.CreateCounter<long>("shop.orders", "{order}", "Orders placed.");
        _orderValue = meter.CreateHistogram<double>("shop.order.value", "EUR", "Value of the orders placed.");
        meter.CreateObservableGauge("shop.stock", ObserveStock, "{item}", "Items in stock.");
    }

    public void OrderPlaced(Order order)
    {
        var payment = new KeyValuePair<string, object?>("payment.kind", order.Payment.ToString().ToLowerInvariant());

        _orders.Add(1, payment);
        _orderValue.Record((double)order.Total, payment);
    }

    public void StockChanged(Product product) => _stock[product.Name] = product.Stock;

    private IEnumerable<Measurement<int>> ObserveStock() =>
        _stock.Select(level => new Measurement<int>(
            level.Value, new KeyValuePair<string, object?>("product", level.Key)));
}
