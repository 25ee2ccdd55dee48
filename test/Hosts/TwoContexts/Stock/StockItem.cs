namespace TwoContexts.Stock;

public sealed class StockItem
{
    public int Id { get; set; }

    public int Amount { get; set; }
}
