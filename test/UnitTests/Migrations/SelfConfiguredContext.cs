using Microsoft.EntityFrameworkCore;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public sealed class SelfConfiguredContext(NotesFile file) : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.UseSqlite(file.ConnectionString).LogTo(file.Lines.Enqueue);
}
