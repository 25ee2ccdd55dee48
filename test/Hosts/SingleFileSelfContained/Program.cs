var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () => "single file with its runtime");
app.MapGet("/items/{id}", (string id) => id);

app.Run();
