using Microsoft.EntityFrameworkCore;

namespace NotRelational;

public class NotesContext(DbContextOptions<NotesContext> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();
}
