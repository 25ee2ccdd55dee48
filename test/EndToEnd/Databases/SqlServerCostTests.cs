using System.Globalization;
using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.Tds;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

public sealed class SqlServerCostTests
{
    [Fact]
    public async Task A_command_costs_the_drivers_two_events_and_no_statistics()
    {
        await using var server = TdsServer.Start();
        var without = await AllocatedAsync(server, []);
        var with = await AllocatedAsync(server, DropIn.Variables());

        // The two are 200 bytes; the statistics would be more than a thousand.
        Assert.InRange(with - without, 1, 250);
    }

    /// <summary>Bytes that the calling thread allocates for a command: the fewest of some runs, as a pool of buffers that is collected adds its own.</summary>
    private static async Task<long> AllocatedAsync(TdsServer server, Dictionary<string, string> variables)
    {
        // What stays off the heap the compiler decides by what it has seen so far, which on a busy machine is another thing each time.
        variables["DOTNET_TieredCompilation"] = "0";
        await using var app = await AppProcess.StartAsync("DataSqlServer", SqlServerRun.Variables(server, variables));
        var fewest = long.MaxValue;
        for (var run = 0; run < 8; run++)
        {
            var allocated = await app.Client.GetStringAsync(new Uri("/allocated/1000", UriKind.Relative));
            fewest = Math.Min(fewest, long.Parse(allocated, CultureInfo.InvariantCulture));
        }

        return fewest;
    }
}
