using Shop.Data;

namespace Shop.Orders;

public sealed record NewOrder(string Customer, PaymentKind Payment, IReadOnlyList<NewOrderLine> Lines);
