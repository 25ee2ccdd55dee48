// Resident memory of an application after requests, without and with the drop-in, turn by turn in one run. With it the page is
// scraped too.
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
var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 7;
var home = DropIn.Home();
var bare = new List<double>();
var with = new List<double>();
for (var round = 0; round < rounds; round++)
{
    bare.Add(await Footprint.MeasureAsync(args[0], path, null));
    with.Add(await Footprint.MeasureAsync(args[0], path, home));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident MB: bare {bare[^1]:f1}  with {with[^1]:f1}"));
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"median: bare {Median(bare):f1}  with {Median(with):f1}  difference {Median(with) - Median(bare):f1} MB"));
return 0;

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
