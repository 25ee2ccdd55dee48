namespace Shop.Data;

public sealed class OrderLine
{
    public int Id { get; set; }

    public int OrderId { get; set; }

    public int ProductId { get; set; }

    public Product? Product { get; set; }

    public int Quantity { get; set; }

    /// <summary>The price of one item on the day of the order.</summary>
    public decimal Price { get; set; }
}
