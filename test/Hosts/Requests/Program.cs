using Requests;
using Requests.Endpoints;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<OwnMetrics>();
builder.Services.AddSingleton<ListenedInstruments>();

var compress = Environment.GetEnvironmentVariable("COMPRESS") == "1";
if (compress)
{
    builder.Services.AddResponseCompression();
}

var app = builder.Build();

app.Services.GetRequiredService<ListenedInstruments>();

if (Environment.GetEnvironmentVariable("HANDLER") != "0")
{
    app.UseExceptionHandler("/error");
}

app.UseStatusCodePagesWithReExecute("/sc/{0}");
if (compress)
{
    app.UseResponseCompression();
}

app.UseMiddleware<BoomMiddleware>();
app.Map("/branch", branch => branch.Run(context => context.Response.WriteAsync("branch")));

app.MapBasic();
app.MapBodies();
app.MapAnswers();
app.MapFailures();
app.MapMetadata();
app.MapMeters();

app.Run();
