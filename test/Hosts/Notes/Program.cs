using Microsoft.EntityFrameworkCore;
using Notes;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<NotesContext>(options => options.UseSqlite("Data Source=notes.db"));

var app = builder.Build();
app.MapGet("/", (NotesContext notes) => notes.Notes.CountAsync());
app.Run();
