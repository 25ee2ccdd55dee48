using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TwoContexts.Orders;

[DbContext(typeof(OrdersContext))]
[Migration("20260207080000_AddOrderIndex")]
public sealed class AddOrderIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE INDEX ON \"Orders\" (\"Customer\");");
}
