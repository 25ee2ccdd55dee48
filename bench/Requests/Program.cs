// CPU time and allocated bytes of a request at minimal endpoints: a process with three hosts, two without the drop-in and one with it,
// loaded turn by turn, and all of that in several processes.
//   dotnet run -c Release --project bench/Requests -- [starts] [rounds of a start] [requests in a round] [requests in a packet]
using AspNetCorePrometheus.Bench.Requests;
using AspNetCorePrometheus.Bench.Support;

if (args is ["serve"])
{
    await MinimalServer.RunAsync();
    return;
}

var starts = args.Number(0, 5);
var rounds = args.Number(1, 60);
var requests = args.Number(2, 4_000);
var atOnce = args.Number(3, 1);
MeasuredEndpoint[] endpoints = [.. MinimalServer.Paths.Select(path => new MeasuredEndpoint(path))];
for (var start = 0; start < starts; start++)
{
    await using var server = await ServerProcess.StartAsync(DropIn.Home());
    foreach (var endpoint in endpoints)
    {
        // Tiered compilation takes its time, and the drop-in attaches the SDK two seconds after the start.
        await LoadAsync(server, endpoint.Path, 8);
        await Task.Delay(TimeSpan.FromSeconds(3));
        await LoadAsync(server, endpoint.Path, 8);
        endpoint.Add(await LoadAsync(server, endpoint.Path, rounds));
    }
}

Array.ForEach(endpoints, Console.WriteLine);

async Task<List<HostCosts>> LoadAsync(ServerProcess server, string path, int rounds)
{
    var loaded = new List<HostCosts>();
    for (var round = 0; round < rounds; round++)
    {
        var costs = new Cost[server.Hosts.Count];
        for (var turn = 0; turn < costs.Length; turn++)
        {
            // Each of them is the first one as often as the others.
            var at = (turn + round) % costs.Length;
            costs[at] = await server.Hosts[at].LoadAsync(path, requests, atOnce);
        }

        loaded.Add(new HostCosts(costs[0], costs[1], costs[2]));
    }

    return loaded;
}
