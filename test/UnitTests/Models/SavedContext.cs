using Microsoft.EntityFrameworkCore;

namespace AspNetCorePrometheus.UnitTests.Models;

internal sealed class SavedContext(DbContextOptions<SavedContext> options) : DbContext(options)
{
    public DbSet<SavedNote> Notes => Set<SavedNote>();
}
