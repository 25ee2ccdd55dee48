var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () => "packaged");
app.MapGet("/items/{id}", (string id) => id);

app.Run();
