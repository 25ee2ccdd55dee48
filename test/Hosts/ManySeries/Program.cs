using System.Diagnostics.Metrics;

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
using var meter = new Meter("Many");
using var released = new ManualResetEventSlim();
var filled = meter.CreateCounter<long>("filled");

// As many label sets as are asked for, each seen once.
app.MapPost("/fill", (int count) =>
{
    for (var i = 0; i < count; i++)
    {
        filled.Add(1, new("customer", $"customer-{i}"), new("region", "eu-west"), new("channel", "web"));
    }
});
app.MapPost("/hang", () =>
{
    meter.CreateObservableGauge("hanging", () =>
    {
        released.Wait();
        return 1;
    });
});
app.MapPost("/release", released.Set);
app.Run();
