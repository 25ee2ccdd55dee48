using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

public sealed class HostShapeTests
{
    private const string Requests = "http_server_request_duration_seconds_count";
    private const string Conventional = "{controller=Home}/{action=Index}/{id?}";

    private static readonly HostShape[] Shapes =
    [
        new("EmptyWeb", [("/", 3), ("/nothing", 1)], [("/", "200", 3), ("", "404", 1)]),
        new(
            "Slim",
            [("/", 1), ("/todos/1", 2), ("/todos/9", 1)],
            [("/", "200", 1), ("/todos/{id}", "200", 2), ("/todos/{id}", "404", 1)]),
        new("Empty", [("/", 2), ("/items/3", 1)], [("/", "200", 2), ("/items/{id}", "200", 1)]),
        new("GenericHost", [("/", 2), ("/items/3", 1)], [("/", "200", 2), ("/items/{id}", "200", 1)]),
        new("ClassicStartup", [("/", 2), ("/items/3", 1)], [("/", "200", 2), ("/items/{id}", "200", 1)]),
        new("ClassicDefault", [("/", 2), ("/items/3", 1)], [("/", "200", 2), ("/items/{id}", "200", 1)]),
        new(
            "Mvc",
            [("/", 2), ("/Home/Privacy", 1), ("/Home/Throw", 1), ("/api/items/1", 1), ("/api/items/0", 1),
                ("/About", 1), ("/nothing/at/all/here", 1)],
            [(Conventional, "200", 3), (Conventional, "500", 1), ("api/items/{id}", "200", 1),
                ("api/items/{id}", "404", 1), ("About", "200", 1), ("", "404", 1)]),
        new(
            "LegacyMvc",
            [("/", 2), ("/Home/Details/5", 1), ("/Home/Details/6", 1), ("/Home/Throw", 1), ("/legacy/items/4", 1),
                ("/nothing/at/all/here", 1)],
            [(Conventional, "200", 4), (Conventional, "500", 1), ("legacy/items/{id}", "200", 1), ("", "404", 1)]),
        new("OwnOpenTelemetry", [("/", 2)], [("/", "200", 2)]),
        new("SelfContained", [("/", 2), ("/items/3", 1)], [("/", "200", 2), ("/items/{id}", "200", 1)]),
        new("SingleFile", [("/", 2), ("/items/3", 1)], [("/", "200", 2), ("/items/{id}", "200", 1)]),
        new("SingleFileSelfContained", [("/", 2), ("/items/3", 1)], [("/", "200", 2), ("/items/{id}", "200", 1)]),
        new("ReadyToRun", [("/", 2), ("/items/3", 1)], [("/", "200", 2), ("/items/{id}", "200", 1)]),
    ];

    public static TheoryData<string> Names => [.. Shapes.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_host_of_any_shape_shows_its_requests_by_route_and_nothing_else(string name)
    {
        var shape = Shapes.Single(candidate => candidate.Name == name);
        await using var app = await AppProcess.StartWithDropInAsync(name);

        foreach (var (path, times) in shape.Traffic)
        {
            await app.GetAsync(path, times);
        }

        var all = shape.Expected.Sum(expected => expected.Count);
        var page = await app.ScrapeUntilAsync(page => page.Sum(Requests) >= all);

        Assert.Equal(
            shape.Expected.Select(expected => $"{expected.Route} {expected.Status} {expected.Count}").Order(),
            page.Samples(Requests)
                .Select(sample => $"{sample.Labels.GetValueOrDefault("http_route")} "
                    + $"{sample.Labels["http_response_status_code"]} {sample.Value}")
                .Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_host_of_any_shape_shows_every_group_says_one_line_and_ends_in_order(string name)
    {
        await using var app = await AppProcess.StartWithDropInAsync(name);
        await app.GetAsync("/");

        var page = await app.ScrapeUntilAsync(page => page.Sum(Requests) >= 1);

        Assert.True(page.HasFamily("kestrel_active_connections"));
        Assert.True(page.HasFamily("dotnet_process_cpu_count"));
        Assert.True(page.HasFamily("process_start_time_seconds"));
        Assert.True(page.HasFamily("target_info"));
        Assert.Equal(1, page.Value("aspnetcore_prometheus_build_info"));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.Equal(0, await app.Process.StopAsync());
        var line = Assert.Single(
            app.Process.ErrorLines, line => line.Contains("AspNetCorePrometheus", StringComparison.Ordinal));
        Assert.Contains(DropIn.PagePath, line, StringComparison.Ordinal);
    }
}
