using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Notes;

[DbContext(typeof(NotesContext))]
[Migration("20240101000000_CreateNotes")]
public sealed class CreateNotes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Notes",
        table => new { Id = table.Column<int>(), Text = table.Column<string>() },
        constraints: table => table.PrimaryKey("PK_Notes", note => note.Id));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("Notes");
}
