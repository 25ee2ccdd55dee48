namespace Shop.Baskets;

public sealed record BasketItem(int ProductId, int Quantity);
