using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AspNetCorePrometheus.UnitTests.Migrations;

[DbContext(typeof(NotesContext))]
[Migration("20260102000000_Second")]
public sealed class SecondNotes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE Notes ADD COLUMN Text TEXT;");
}
