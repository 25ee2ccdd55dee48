using Microsoft.EntityFrameworkCore;

namespace AspNetCorePrometheus.UnitTests.Databases;

/// <summary>A context whose own property hides that of EF Core.</summary>
internal sealed class HidingContext(DbContextOptions options) : DbContext(options)
{
    public new string Database => GetType().Name;
}
