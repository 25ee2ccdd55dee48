using System.Globalization;
using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.Bench.Commands;

/// <summary>One host twice, without and with the drop-in, each on a database of its own, asked turn by turn.</summary>
internal sealed class CommandPair : IAsyncDisposable
{
    private const int WarmUp = 3000;

    private readonly AppProcess _bare;
    private readonly AppProcess _with;

    private CommandPair(AppProcess bare, AppProcess with)
    {
        _bare = bare;
        _with = with;
    }

    public static async Task<CommandPair> StartAsync(string host, string bareDatabase, string withDatabase)
    {
        Dictionary<string, string> Variables(string database, Dictionary<string, string> variables) => new(variables)
        {
            ["ConnectionStrings__Data"] = database,
            ["Logging__LogLevel__Default"] = "Warning",
        };
        var bare = await AppProcess.StartAsync(host, Variables(bareDatabase, []));
        var with = await AppProcess.StartAsync(host, Variables(withDatabase, DropIn.Variables()));
        await bare.SendAsync("POST", "/insert");
        await with.SendAsync("POST", "/insert");
        return new CommandPair(bare, with);
    }

    /// <summary>Prints the medians of both and what they say.</summary>
    public async Task ReportAsync(string title, string command, int rounds, int count)
    {
        var bare = new List<Cost>();
        var with = new List<Cost>();
        await Cost.MeasureAsync(_bare, command, WarmUp);
        await Cost.MeasureAsync(_with, command, WarmUp);
        for (var round = 0; round < rounds; round++)
        {
            bare.Add(await Cost.MeasureAsync(_bare, command, count));
            with.Add(await Cost.MeasureAsync(_with, command, count));
        }

        var (cpu, measured) = (Median(bare, cost => cost.Processor), Median(with, cost => cost.Processor));
        var (bytes, more) = (Median(bare, cost => cost.Bytes), Median(with, cost => cost.Bytes));
        var ratios = bare.Zip(with, (without, beside) => beside.Processor / without.Processor).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title,-34} CPU {cpu,6:f1} -> {measured,6:f1} us, ratio {ratios[ratios.Length / 2]:f3}   bytes {bytes,6:f0} -> {more,6:f0}, {more - bytes:+0;-0;0}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _bare.DisposeAsync();
        await _with.DisposeAsync();
    }

    private static double Median(List<Cost> costs, Func<Cost, double> value) => costs.Select(value).Order().ElementAt(costs.Count / 2);
}
