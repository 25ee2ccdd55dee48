using Microsoft.AspNetCore.Server.Kestrel.Core;

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { Args = args });
builder.WebHost.UseKestrelCore();
builder.WebHost.UseUrls(Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://127.0.0.1:5000");
builder.Services.AddRoutingCore();
builder.Services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
var app = builder.Build();

app.UseRouting();
app.MapGet("/", () => "empty");
app.MapGet("/items/{id}", (string id) => id);

app.Run();
