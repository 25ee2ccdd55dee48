using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AspNetCorePrometheus.UnitTests.Migrations;

[DbContext(typeof(NotesContext))]
[Migration("20260101000000_First")]
public sealed class FirstNotes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE Notes (Id INTEGER);");
}
