namespace Shop;

public sealed class ShopOptions
{
    /// <summary>How long the supplier takes to answer.</summary>
    public TimeSpan SupplierDelay { get; set; } = TimeSpan.FromMilliseconds(300);
}
