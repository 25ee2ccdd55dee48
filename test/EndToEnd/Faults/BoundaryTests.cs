using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.SampleApp;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Faults;

/// <summary>
/// An exception in each boundary of the drop-in, thrown by a second startup hook: the application answers the same bytes, the fault is
/// counted, and it is told once.
/// </summary>
public sealed partial class BoundaryTests
{
    private const string Errors = "aspnetcore_prometheus_instrumentation_errors_total";

    // Without these there is no page, or none that could tell.
    private static readonly string[] WithoutPage =
    [
        "composition", "host_listener", "host_building", "startup_filter", "pipeline_place", "scrape", "guard", "instrument_published",
        "measurement", "observable_callbacks", "instrument_completed", "migrations_stopping",
    ];

    private static readonly FaultyHost[] Hosts =
    [
        new(
            "Shop",
            ShopTraffic.Requests,
            [
                "composition", "host_building", "efcore_listener", "efcore_receiver", "efcore_wants", "efcore_event", "memory_cache",
                "distributed_cache", "cache_operation", "lane_reading", "view", "migrations_filter", "migrations_look_up", "migrations_stopping",
                "instrument_completed",
            ]),
        new(
            "Requests",
            Requests("/sync", "/async", "/boom/1", "/boom-async", "/missing/1", "/stream", "/file", "/sendfile", "/json", "/nowhere"),
            [
                "host_listener", "provider_factory", "startup_filter", "pipeline_place", "part_made", "part_added", "own_thread",
                "own_thread_start", "instrument_published", "measurement", "observable_callbacks", "task_relay", "request_begins",
                "request_ends", "request_label", "endpoint_set", "endpoint_begins", "endpoint_awaited", "endpoint_ends", "sent_file",
                "scrape", "guard", "coded_endpoints", "own_port_accept", "own_port_answer",
            ]),
        new("LegacyMvc", Requests("/", "/Home/Details/5", "/Home/Throw", "/legacy/items/4"), ["legacy_action"]),
        new(
            "Caches",
            Requests("/output", "/output", "/response", "/response", "/memory/a", "/cache/files/set/a", "/cache/files/get/a"),
            ["output_store", "caching_logger", "caching_log", "task_ending"]),
        new("DataSqlServer", Requests("/select"), ["sqlclient_listener", "sqlclient_wants", "sqlclient_event"]),
    ];

    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<string>>>> Alone = new();

    public static TheoryData<string, string> Boundaries()
    {
        var data = new TheoryData<string, string>();
        foreach (var host in Hosts)
        {
            foreach (var boundary in host.Boundaries)
            {
                data.Add(host.Name, boundary);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task A_fault_in_a_boundary_changes_no_answer_and_is_told_once(string name, string boundary)
    {
        var host = Hosts.Single(candidate => candidate.Name == name);
        var ownPort = Ports.Free();
        await using var app = await AppProcess.StartAsync(name, Armed(boundary, FaultyHost.Variables(("Port", $"{ownPort}"))));

        var answers = await host.SendAsync(app);

        var alone = await Alone.GetOrAdd(name, new Lazy<Task<IReadOnlyList<string>>>(() => AloneAsync(host))).Value;
        Assert.Equal(alone.Select(Comparable), answers.Select(Comparable));
        if (WithoutPage.Contains(boundary))
        {
            await app.GetAsync(DropIn.PagePath);
            await AskOwnPortAsync(ownPort);
            await WaitForEndAsync(app, boundary);
        }
        else
        {
            Assert.True(await Deadline.MetAsync(() => IsCountedAsync(app, ownPort)), $"{boundary} is not counted\n{app.Process.Transcript}");
        }

        Assert.Equal(0, await app.Process.StopAsync());
        AssertToldOnce(app.Process, boundary);
    }

    [Theory]
    [InlineData("no_page_notice", false)]
    [InlineData("worker_start", true)]
    public async Task A_fault_where_a_worker_starts_leaves_it_working(string boundary, bool hasPort)
    {
        var (file, arguments) = AppProcess.Command("LastingWorker");
        var settings = hasPort ? DropIn.Variables(("Port", $"{Ports.Free()}"), ("Address", "127.0.0.1")) : DropIn.Variables();
        await using var worker = ChildProcess.Start(file, arguments, Tree.Host("LastingWorker"), Armed(boundary, settings));

        Assert.True(await Deadline.MetAsync(() => Task.FromResult(worker.OutputLines.Contains("working"))));
        Assert.Equal(0, await worker.StopAsync());
        AssertToldOnce(worker, boundary);
    }

    private static Dictionary<string, string> Armed(string boundary, Dictionary<string, string> variables)
    {
        variables[DropIn.HooksVariable] += Path.PathSeparator + Path.Combine(Tree.Host("FaultInjection"), "FaultInjection.dll");
        variables["FAULT_BOUNDARY"] = boundary;
        return variables;
    }

    private static async Task<IReadOnlyList<string>> AloneAsync(FaultyHost host)
    {
        var variables = FaultyHost.Variables();
        variables.Remove(DropIn.HooksVariable);
        variables.Remove(DropIn.HostingStartupsVariable);
        await using var app = await AppProcess.StartAsync(host.Name, variables);
        return await host.SendAsync(app);
    }

    private static async Task<bool> IsCountedAsync(AppProcess app, int ownPort)
    {
        await AskOwnPortAsync(ownPort);
        return (await app.ScrapeAsync()).Sum(Errors) > 0;
    }

    // A client of the own port, which may be what fails.
    private static async Task AskOwnPortAsync(int port)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            await client.GetAsync(OwnPortUrl(port));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // It is the application that must answer.
        }
    }

    private static string OwnPortUrl(int port) => $"http://127.0.0.1:{port}{DropIn.PagePath}";

    // What happens where the host stops needs something to stop.
    private static Task<bool> WaitForEndAsync(AppProcess app, string boundary) => boundary == "migrations_stopping"
        ? Deadline.MetAsync(async () => (await app.ScrapeAsync()).HasFamily("efcore_migrations_pending"))
        : Task.FromResult(true);

    private static void AssertToldOnce(ChildProcess process, string boundary)
    {
        var told = process.ErrorLines.Select(line => ReportPattern().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).ToList();
        Assert.True(told.Count > 0, $"{boundary} is not told\n{process.Transcript}");
        Assert.Equal(told.Distinct(), told);
        Assert.DoesNotContain("secret-message", process.Transcript, StringComparison.Ordinal);
    }

    private static string[] Requests(params string[] paths) => [.. paths.Select(path => RawHttp.Request("GET", path))];

    private static string Comparable(string answer) => DatePattern().Replace(answer, string.Empty);

    [GeneratedRegex(@"AspNetCorePrometheus: error \[(\d+)\]")]
    private static partial Regex ReportPattern();

    [GeneratedRegex("(?<=\r\n)(Date|Age): [^\r]*\r\n")]
    private static partial Regex DatePattern();
}
