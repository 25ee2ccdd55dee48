using System.ComponentModel.DataAnnotations;
using Shop.Data;

namespace Shop.Controllers;

public sealed class OrderForm
{
    public int ProductId { get; set; }

    [Required, StringLength(80)]
    public string Customer { get; set; } = "";

    [Range(1, 100)]
    public int Quantity { get; set; } = 1;

    public PaymentKind Payment { get; set; }
}
