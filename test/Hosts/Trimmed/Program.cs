var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () => "trimmed");
app.MapGet("/items/{id}", (string id) => id);

app.Run();
