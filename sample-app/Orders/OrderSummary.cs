using Shop.Data;

namespace Shop.Orders;

public sealed record OrderSummary(
    int Id, string Customer, PaymentKind Payment, IReadOnlyList<OrderLineSummary> Lines, decimal Total)
{
    public static OrderSummary Of(Order order) => new(
        order.Id,
        order.Customer,
        order.Payment,
        [.. order.Lines.Select(line => new OrderLineSummary(line.Product!.Name, line.Quantity, line.Price))],
        order.Total);
}
