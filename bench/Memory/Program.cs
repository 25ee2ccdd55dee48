// Resident memory of an application after requests, without and with the drop-in, turn by turn in one run. With it the page is
// scraped too. Each figure is taken after a burst of requests, and when the runtime has had the time to compile them
// anew and the collector has found its measure.
//   dotnet run -c Release --project bench/Memory -- <application.dll> [path] [rounds]
using System.Globalization;
using AspNetCorePrometheus.Bench.Memory;
using AspNetCorePrometheus.Bench.Support;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: <application.dll> [path] [rounds]");
    return 64;
}

var path = args.Length > 1 ? args[1] : "/";
var rounds = args.Number(2, 7);
var home = DropIn.Home();
var bare = new List<(double Fresh, double Warm)>();
var with = new List<(double Fresh, double Warm)>();
for (var round = 0; round < rounds; round++)
{
    bare.Add(await Footprint.MeasureAsync(args[0], path, null));
    with.Add(await Footprint.MeasureAsync(args[0], path, home));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"resident MB: bare {bare[^1].Fresh:f1}, {bare[^1].Warm:f1} warm  with {with[^1].Fresh:f1}, {with[^1].Warm:f1} warm"));
}

Report("after a burst of requests", footprint => footprint.Fresh);
Report("warm", footprint => footprint.Warm);
return 0;

void Report(string what, Func<(double Fresh, double Warm), double> value) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"median {what}: bare {bare.Median(value):f1}  with {with.Median(value):f1}  difference {with.Median(value) - bare.Median(value):f1} MB"));
