using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TwoContexts.Orders;

[DbContext(typeof(OrdersContext))]
[Migration("20260105080000_CreateOrders")]
public sealed class CreateOrders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE TABLE \"Orders\" (\"Id\" serial PRIMARY KEY, \"Customer\" text NOT NULL);");
}
