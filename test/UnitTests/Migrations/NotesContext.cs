using Microsoft.EntityFrameworkCore;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public class NotesContext(DbContextOptions<NotesContext> options) : DbContext(options), INotes;
