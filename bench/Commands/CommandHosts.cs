using System.Globalization;
using AspNetCorePrometheus.Bench.Support;
using AspNetCorePrometheus.EndToEnd.Support;
using DropIn = AspNetCorePrometheus.EndToEnd.Support.DropIn;

namespace AspNetCorePrometheus.Bench.Commands;

/// <summary>
/// One host three times, twice without and once with the drop-in, each on a database of its own, asked turn by turn: what the two
/// without it differ by is what the run cannot tell from nothing. The one with it is then measured with the drop-in's subscriptions
/// and without them, which tells more precisely what they cost, but not what else the drop-in changes in a process.
/// </summary>
/// <remarks>
/// A worker of the thread pool that waits for a server's answer spins, which is processor time for as long as the server takes; and
/// code that is optimised by what each process has happened to run differs between two processes, in what it allocates as well. Both are
/// switched off in all three.
/// </remarks>
internal sealed class CommandHosts : IAsyncDisposable
{
    private const int WarmUp = 3000;

    // In one process short rounds tell more than long ones: everything else changes more slowly. Queries are counted 256 at a time,
    // so that each round has the same share of that.
    private const int RoundsInOne = 60;
    private const int CountInOne = 256 - SettlingDown;
    private const int SettlingDown = 5;

    private readonly AppProcess[] _hosts;

    private CommandHosts(AppProcess[] hosts) => _hosts = hosts;

    /// <summary>Starts the three.</summary>
    /// <param name="name">The host's name.</param>
    /// <param name="database">The connection string of a database that has this name.</param>
    public static async Task<CommandHosts> StartAsync(string name, Func<string, string, string> database) => new(
    [
        await StartAsync(name, database(name, "bare"), []),
        await StartAsync(name, database(name, "again"), []),
        await StartAsync(name, database(name, "with"), DropIn.Variables()),
    ]);

    /// <summary>The lower quartiles of the rounds, as everything else on the machine only adds to a round, and medians of bytes.</summary>
    public async Task<HostCosts> MeasureAsync(string command, int rounds, int count)
    {
        var costs = _hosts.Select(_ => new List<Cost>()).ToArray();
        foreach (var host in _hosts)
        {
            // What is compiled anew in the background begins a moment after the code has been used.
            await LoadAsync(host, command, WarmUp);
            await Task.Delay(TimeSpan.FromSeconds(1));
            await LoadAsync(host, command, WarmUp);
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var at in round % 2 == 0 ? [0, 1, 2] : new[] { 2, 1, 0 })
            {
                costs[at].Add(await LoadAsync(_hosts[at], command, count));
            }
        }

        return new HostCosts(CostOf(costs[0]), CostOf(costs[1]), CostOf(costs[2]));
    }

    /// <summary>Short rounds at the one with the drop-in, which must have run the command already.</summary>
    public async Task<CostsInOne> MeasureInOneAsync(string command)
    {
        var host = _hosts[2];
        var with = new List<Cost>();
        var without = new List<Cost>();
        for (var round = 0; round < RoundsInOne; round++)
        {
            foreach (var areThere in round % 2 == 0 ? [true, false] : new[] { false, true })
            {
                await SetSubscriptionsAsync(host, areThere);
                await LoadAsync(host, command, SettlingDown);
                (areThere ? with : without).Add(await LoadAsync(host, command, CountInOne));
            }
        }

        await SetSubscriptionsAsync(host, true);
        return new CostsInOne(with, without);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    private static async Task<AppProcess> StartAsync(string name, string database, Dictionary<string, string> variables)
    {
        var host = await AppProcess.StartAsync(name, new Dictionary<string, string>(variables)
        {
            ["ConnectionStrings__Data"] = database,
            ["Logging__LogLevel__Default"] = "Warning",
            ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
            ["DOTNET_TieredPGO"] = "0",
        });
        await host.SendAsync("POST", "/insert");
        return host;
    }

    private static async Task SetSubscriptionsAsync(AppProcess host, bool areThere)
    {
        using var answer = await host.Client.PostAsync(new Uri($"/load/subscriptions/{areThere}", UriKind.Relative), null);
        if (!answer.IsSuccessStatusCode || (await answer.Content.ReadAsStringAsync() == "0") != areThere)
        {
            throw new InvalidOperationException($"The host has not changed its subscriptions: {answer.StatusCode}.\n{host.Process.Transcript}");
        }
    }

    /// <summary>Lets a host repeat a command and divides what it tells.</summary>
    private static async Task<Cost> LoadAsync(AppProcess host, string command, int count)
    {
        var told = (await host.Client.GetStringAsync(new Uri($"/load/{command}/{count}", UriKind.Relative)))
            .Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new Cost(told[0] / TimeSpan.TicksPerMicrosecond / count, told[1] / count);
    }

    private static Cost CostOf(List<Cost> costs) => new(
        costs.Select(cost => cost.Microseconds).Order().ElementAt(costs.Count / 4), costs.Median(cost => cost.Bytes));
}
