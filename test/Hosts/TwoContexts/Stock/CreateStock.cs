using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TwoContexts.Stock;

[DbContext(typeof(StockContext))]
[Migration("20260111080000_CreateStock")]
public sealed class CreateStock : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE TABLE \"Items\" (\"Id\" serial PRIMARY KEY, \"Amount\" integer NOT NULL);");
}
