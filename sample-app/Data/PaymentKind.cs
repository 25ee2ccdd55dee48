namespace Shop.Data;

public enum PaymentKind
{
    Card,
    Invoice,
    Voucher,
}
