using System.Text;
using System.Text.Json;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

public sealed class OwnOpenTelemetryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_applications_own_exports_go_on_at_its_own_version(bool withDropIn)
    {
        using var receiver = OtlpReceiver.Start();
        await using var app = await StartAsync(receiver, withDropIn);
        await app.GetAsync("/", 3);

        Assert.True(await Deadline.MetAsync(() => Task.FromResult(receiver.Exports.Any(export =>
            Mentions(export, "own.visits") && Mentions(export, "http.server.request.duration")))));
        var seen = receiver.Exports.Count;
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(receiver.Exports.Count > seen + 1)));

        var loaded = await VersionsAsync(app);
        Assert.All(
            ["OpenTelemetry", "OpenTelemetry.Api", "OpenTelemetry.Exporter.OpenTelemetryProtocol"],
            name => Assert.StartsWith("1.15.3", loaded[name].Version, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_the_drop_in_but_its_shell_loads_beside_the_application()
    {
        using var receiver = OtlpReceiver.Start();
        await using var app = await StartAsync(receiver, withDropIn: true);
        await app.ScrapeAsync();

        var loaded = await VersionsAsync(app);

        Assert.Equal(
            ["AspNetCorePrometheus.HostingStartup", "AspNetCorePrometheus.StartupHook"],
            loaded.Keys.Where(name => name.StartsWith("AspNetCorePrometheus", StringComparison.Ordinal)).Order());
        Assert.All(
            loaded.Where(assembly => assembly.Key.StartsWith("OpenTelemetry", StringComparison.Ordinal)),
            assembly => Assert.StartsWith(
                Tree.Host("OwnOpenTelemetry"), assembly.Value.Location, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_and_the_own_exporter_count_the_same_meter()
    {
        using var receiver = OtlpReceiver.Start();
        await using var app = await StartAsync(receiver, withDropIn: true);
        await app.GetAsync("/", 3);

        var page = await app.ScrapeUntilAsync(page => page.Sum("own_visits_total") >= 3);

        Assert.Equal(3, page.Value("own_visits_total"));
        Assert.Equal(3, page.Value("http_server_request_duration_seconds_count", ("http_route", "/")));
    }

    private static Task<AppProcess> StartAsync(OtlpReceiver receiver, bool withDropIn)
    {
        var variables = withDropIn ? DropIn.Variables() : [];
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Endpoint;
        return AppProcess.StartAsync("OwnOpenTelemetry", variables);
    }

    private static async Task<Dictionary<string, (string Version, string Location)>> VersionsAsync(AppProcess app)
    {
        using var loaded = JsonDocument.Parse(await app.Client.GetStringAsync("/versions"));
        return loaded.RootElement.EnumerateArray().ToDictionary(
            assembly => assembly.GetProperty("name").GetString()!,
            assembly => (assembly.GetProperty("version").GetString()!, assembly.GetProperty("location").GetString()!));
    }

    // Names stand in the protobuf message as plain UTF-8.
    private static bool Mentions(byte[] export, string name) =>
        export.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0;
}
