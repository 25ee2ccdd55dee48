namespace Shop.Orders;

public sealed record NewOrderLine(int ProductId, int Quantity);
