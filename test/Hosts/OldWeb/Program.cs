var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();

app.MapGet("/", () => $"hello from .NET {Environment.Version.Major}");

app.Run();
