using Data;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<BlogContext>(options => Databases.Use(options, builder.Configuration.GetConnectionString("Data")!));
var app = builder.Build();
using (var scope = app.Services.CreateScope())
{
    scope.ServiceProvider.GetRequiredService<BlogContext>().Database.EnsureCreated();
}

app.MapCommands();
app.MapChanges();
app.MapTransactions();
app.MapInterceptors();
app.MapLoad();
app.MapOwn();
app.Run();
