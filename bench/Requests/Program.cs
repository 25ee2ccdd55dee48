// CPU time and allocated bytes of a request at minimal endpoints: servers side by side, one with the drop-in and two without, loaded turn
// by turn, and all of that several times, as two processes with the same code differ by as much as the drop-in costs.
//   dotnet run -c Release --project bench/Requests -- [starts] [rounds of a start] [requests in a round]
using System.Globalization;
using AspNetCorePrometheus.Bench.Requests;
using AspNetCorePrometheus.Bench.Support;

if (args is ["serve", var port])
{
    MinimalServer.Run(int.Parse(port, CultureInfo.InvariantCulture));
    return;
}

var starts = Argument(0, 5);
var rounds = Argument(1, 15);
var requests = Argument(2, 10_000);
MeasuredEndpoint[] endpoints = [.. MinimalServer.Paths.Select(path => new MeasuredEndpoint(path))];
for (var start = 0; start < starts; start++)
{
    await using var bare = await ServerProcess.StartAsync(null);
    await using var again = await ServerProcess.StartAsync(null);
    await using var with = await ServerProcess.StartAsync(DropIn.Home());
    ServerProcess[] servers = [bare, again, with];
    foreach (var endpoint in endpoints)
    {
        var costs = servers.Select(_ => new List<RequestCost>()).ToArray();

        // Tiered compilation takes its time, and the drop-in attaches the SDK two seconds after the start.
        await LoadAsync(servers, endpoint.Path, costs);
        await Task.Delay(TimeSpan.FromSeconds(3));
        await LoadAsync(servers, endpoint.Path, costs);
        Array.ForEach(costs, each => each.Clear());
        for (var round = 0; round < rounds; round++)
        {
            await LoadAsync(servers, endpoint.Path, costs);
        }

        endpoint.Add(costs[0], costs[1], costs[2]);
    }
}

Array.ForEach(endpoints, Console.WriteLine);

async Task LoadAsync(ServerProcess[] servers, string path, List<RequestCost>[] costs)
{
    for (var at = 0; at < servers.Length; at++)
    {
        costs[at].Add(await servers[at].LoadAsync(path, requests));
    }
}

int Argument(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
