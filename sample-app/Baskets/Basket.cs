namespace Shop.Baskets;

public sealed record Basket(IReadOnlyList<BasketItem> Items);
