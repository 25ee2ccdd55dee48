// Time and CPU to the first answer of an application, without and with the drop-in, turn by turn in one run.
//   dotnet run -c Release --project bench/StartUp -- <application.dll> [path] [rounds]
using AspNetCorePrometheus.Bench.StartUp;
using AspNetCorePrometheus.Bench.Support;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: <application.dll> [path] [rounds]");
    return 64;
}

var path = args.Length > 1 ? args[1] : "/";
var rounds = args.Number(2, 15);
var home = DropIn.Home();
var bare = new List<FirstAnswer>();
var with = new List<FirstAnswer>();

// The first round warms the file cache and is not counted.
for (var round = 0; round <= rounds; round++)
{
    var without = await StartedApplication.MeasureAsync(args[0], path, null);
    var measured = await StartedApplication.MeasureAsync(args[0], path, home);
    if (round > 0)
    {
        bare.Add(without);
        with.Add(measured);
    }
}

Report.Print("time to first answer, ms", bare, with, answer => answer.Elapsed.TotalMilliseconds);
Report.Print("CPU to first answer, ms", bare, with, answer => answer.Processor.TotalMilliseconds);
return 0;
