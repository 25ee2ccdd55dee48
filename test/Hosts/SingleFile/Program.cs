var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () => "single file");
app.MapGet("/items/{id}", (string id) => id);

app.Run();
