using System.Diagnostics.Metrics;

// An application whose meters are as bad as meters can be, or that does not start at all.
var builder = WebApplication.CreateBuilder(args);
switch (builder.Configuration["CRASH"])
{
    case "throw":
        throw new InvalidOperationException("cannot start");
    case "exit":
        Console.Error.WriteLine("will not start");
        return 42;
}

var app = builder.Build();
using var meter = new Meter("Bad");
var good = meter.CreateCounter<long>("good");
string[] names = ["", " ", "1st", "a b", "ünï", "a\nb", "a\"b", "x{y=\"z\"}", "__name__", new('n', 5000), "le", "quantile", "up", "a..b"];
foreach (var name in names)
{
    meter.CreateCounter<long>(name, unit: name, description: "a\nb\\c\"d").Add(1, new("le", "1"), new("", ""), new("a-b", null), new("a.b", name));
    meter.CreateHistogram<double>("h" + name, unit: "{" + name + "}").Record(double.NaN, new KeyValuePair<string, object?>("__x", "\ud800"));
}

meter.CreateObservableGauge("throws", int () => throw new InvalidOperationException("secret-in-a-callback"));
meter.CreateObservableCounter("throws.late", Late);
meter.CreateObservableGauge("good.gauge", () => 1);
good.Add(3);

app.MapGet("/", () => "well");
app.Run();
return 0;

static IEnumerable<Measurement<long>> Late()
{
    yield return new Measurement<long>(1);
    throw new TimeoutException("secret-in-a-callback");
}
