namespace Shop.Orders;

public sealed record OrderLineSummary(string Product, int Quantity, decimal Price);
