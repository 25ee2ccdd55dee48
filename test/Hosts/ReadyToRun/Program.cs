var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () => "compiled ahead");
app.MapGet("/items/{id}", (string id) => id);

app.Run();
