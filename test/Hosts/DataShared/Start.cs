using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Data;

/// <summary>A migration that is never applied: the tables are made without one.</summary>
[DbContext(typeof(BlogContext))]
[Migration("20260101000000_Start")]
public class Start : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
    }
}
