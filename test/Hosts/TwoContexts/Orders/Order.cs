namespace TwoContexts.Orders;

public sealed class Order
{
    public int Id { get; set; }

    public string Customer { get; set; } = string.Empty;
}
