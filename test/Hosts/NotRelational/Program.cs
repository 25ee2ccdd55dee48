using Microsoft.EntityFrameworkCore;
using NotRelational;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<NotesContext>(options => options.UseInMemoryDatabase("notes"));
var app = builder.Build();
app.MapPost("/insert", async (NotesContext db) =>
{
    db.AddRange(new Note(), new Note());
    await db.SaveChangesAsync();
    return await db.Notes.CountAsync();
});
app.Run();
