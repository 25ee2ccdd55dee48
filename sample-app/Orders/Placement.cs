using System.Diagnostics.CodeAnalysis;

namespace Shop.Orders;

/// <summary>What became of an order: either the order, or why the shop does not take it.</summary>
public sealed record Placement(OrderSummary? Order, string? Refusal)
{
    [MemberNotNullWhen(true, nameof(Order))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Order is not null;

    public static Placement Placed(OrderSummary order) => new(order, null);

    public static Placement Refused(string reason) => new(null, reason);
}
