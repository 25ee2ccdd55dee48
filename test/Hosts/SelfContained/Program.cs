var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () => "self-contained");
app.MapGet("/items/{id}", (string id) => id);

app.Run();
