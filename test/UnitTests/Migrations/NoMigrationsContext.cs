using Microsoft.EntityFrameworkCore;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public sealed class NoMigrationsContext(DbContextOptions<NoMigrationsContext> options) : DbContext(options);
