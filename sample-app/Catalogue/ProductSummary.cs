namespace Shop.Catalogue;

public sealed record ProductSummary(int Id, string Name, decimal Price, int Stock);
