// CPU time and allocated bytes of a request at minimal endpoints, without and with the drop-in: two servers side by side in one run,
// loaded turn by turn.
//   dotnet run -c Release --project bench/Requests -- [rounds] [requests in a round]
using System.Globalization;
using AspNetCorePrometheus.Bench.Requests;
using AspNetCorePrometheus.Bench.Support;

if (args is ["serve", var port])
{
    MinimalServer.Run(int.Parse(port, CultureInfo.InvariantCulture));
    return;
}

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
var requests = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 40_000;
await using var bare = await ServerProcess.StartAsync(null);
await using var with = await ServerProcess.StartAsync(DropIn.Home());
foreach (var path in MinimalServer.Paths)
{
    // Tiered compilation takes its time, and the drop-in attaches the SDK two seconds after the start.
    await bare.LoadAsync(path, requests);
    await with.LoadAsync(path, requests);
    await Task.Delay(TimeSpan.FromSeconds(3));
    await bare.LoadAsync(path, requests);
    await with.LoadAsync(path, requests);

    var without = new List<RequestCost>();
    var measured = new List<RequestCost>();
    for (var round = 0; round < rounds; round++)
    {
        without.Add(await bare.LoadAsync(path, requests));
        measured.Add(await with.LoadAsync(path, requests));
    }

    RequestCost.Print(path, without, measured);
}
