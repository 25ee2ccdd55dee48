using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AspNetCorePrometheus.UnitTests.Migrations;

[DbContext(typeof(SelfConfiguredContext))]
[Migration("20260101000000_First")]
public sealed class SelfConfiguredFirst : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE Own (Id INTEGER);");
}
