namespace Shop.Data;

public sealed class Order
{
    public int Id { get; set; }

    public required string Customer { get; set; }

    public PaymentKind Payment { get; set; }

    public List<OrderLine> Lines { get; } = [];

    public decimal Total => Lines.Sum(line => line.Price * line.Quantity);
}
