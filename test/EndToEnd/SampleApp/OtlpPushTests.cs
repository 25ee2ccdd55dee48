using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.TestOtlp;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.SampleApp;

public sealed class OtlpPushTests
{
    // What goes on changing while nobody asks anything of the application, and what tells of scrapes or changes with them.
    private static readonly string[] Moving = ["dotnet_", "process_", "kestrel_", "aspnetcore_prometheus_s", "efcore_migrations_check_timestamp"];

    [Fact]
    public async Task The_push_is_the_page_series_by_series()
    {
        using var receiver = OtlpReceiver.Start();
        await using var shop = await StartAsync(receiver.Endpoint, ("Labels", "env=test"));
        await ShopTraffic.SendAsync(shop);
        var page = await shop.ScrapeUntilAsync(
            page => page.Sum("http_server_request_duration_seconds_count") >= ShopTraffic.Requests.Count + 1
                && page.HasFamily("efcore_migrations_pending"),
            Deadline.Default);

        var onPage = Samples(page);
        SortedDictionary<string, double> pushed = [];
        await Deadline.MetAsync(async () =>
        {
            onPage = Samples(await shop.ScrapeAsync());
            pushed = Samples(Push.Parser.ParseFrom(await NextAsync(receiver)));
            return Settled(onPage) == Settled(pushed);
        });

        Assert.Equal(Settled(onPage), Settled(pushed));
        Assert.Equal(onPage.Keys, pushed.Keys);
        Assert.Equal(2, pushed["shop_orders_total{env=\"test\",payment_kind=\"card\"}"]);
        Assert.Equal(
            ["service.instance.id", "service.name", "service.version"],
            Push.Parser.ParseFrom(receiver.Exports[^1]).Parts.Single().Source.Attributes.Select(attribute => attribute.Key).Order());
    }

    [Fact]
    public async Task Two_processes_of_one_service_are_two_instances()
    {
        using var receiver = OtlpReceiver.Start();
        await using var first = await StartAsync(receiver.Endpoint);
        await using var second = await StartAsync(receiver.Endpoint);
        await first.GetAsync("/supplier/status", 2);
        await second.GetAsync("/supplier/status", 3);
        Dictionary<string, double[]> counts = [];

        Assert.True(await Deadline.MetAsync(() =>
        {
            counts = receiver.Exports.Select(Push.Parser.ParseFrom).GroupBy(Instance)
                .ToDictionary(instance => instance.Key, instance => instance.Select(StatusRequests).ToArray());
            return Task.FromResult(counts.Count == 2 && counts.Values.Sum(each => each[^1]) == 5 && counts.Values.All(each => each.Length > 2));
        }));

        Assert.Equal([2, 3], counts.Values.Select(each => each[^1]).Order());
        Assert.All(counts.Values, each => Assert.Equal(each.Order(), each));
        Assert.All(counts.Keys, instance => Assert.Equal(4, Guid.Parse(instance).Version));
    }

    [Fact]
    public async Task What_was_counted_last_is_pushed_when_the_application_stops()
    {
        using var receiver = OtlpReceiver.Start();
        await using var shop = await AppProcess.StartWithDropInAndAsync(
            "Shop", [("OTEL_METRIC_EXPORT_INTERVAL", "3600000")], ("OtlpEndpoint", receiver.Endpoint));
        await shop.GetAsync("/supplier/status", 5);
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(shop.Process.ErrorLines.Any(line => line.Contains("[1]", StringComparison.Ordinal)))));

        Assert.Equal(0, await shop.Process.StopAsync());

        var pushed = StatusRequests(Push.Parser.ParseFrom(Assert.Single(receiver.Exports)));
        Assert.Equal(5, pushed);
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_told_of_once_and_harms_nobody()
    {
        await using var shop = await StartAsync($"http://127.0.0.1:{Ports.Free()}");
        var page = await shop.ScrapeUntilAsync(
            page => page.Sum("aspnetcore_prometheus_instrumentation_errors_total", ("instrumentation", "otlp")) >= 2, Deadline.Default);

        Assert.InRange(page.Sum("aspnetcore_prometheus_instrumentation_errors_total", ("instrumentation", "otlp")), 2, 100);
        Assert.Equal(System.Net.HttpStatusCode.OK, await shop.GetAsync("/healthz"));
        Assert.Equal(0, page.Sum("http_client_request_duration_seconds_count"));
        Assert.Equal(0, await shop.Process.StopAsync());
        Assert.Single(shop.Process.ErrorLines, line => line.Contains("[80]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_standards_variables_alone_push_nothing()
    {
        using var receiver = OtlpReceiver.Start();
        await using var shop = await AppProcess.StartWithDropInAndAsync(
            "Shop",
            [("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Endpoint), ("OTEL_METRIC_EXPORT_INTERVAL", "100")]);
        await shop.GetAsync("/healthz", 3);
        await shop.ScrapeAsync();

        Assert.Equal(0, await shop.Process.StopAsync());
        Assert.Empty(receiver.Exports);
    }

    private static Task<AppProcess> StartAsync(string endpoint, params (string, string)[] settings) => AppProcess.StartWithDropInAndAsync(
        "Shop", [("OTEL_METRIC_EXPORT_INTERVAL", "500")], [("OtlpEndpoint", endpoint), .. settings]);

    // The one after the next, as that may have begun before now.
    private static async Task<byte[]> NextAsync(OtlpReceiver receiver)
    {
        var seen = receiver.Exports.Count;
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(receiver.Exports.Count >= seen + 2)), "no push came");
        return receiver.Exports[^1];
    }

    private static string Instance(Push push) =>
        push.Parts.Single().Source.Attributes.Single(attribute => attribute.Key == "service.instance.id").Value.Text;

    private static double StatusRequests(Push push) => PageWords.Samples(push)
        .Where(sample => sample.Key.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal)
            && sample.Key.Contains("\"/supplier/status\"", StringComparison.Ordinal))
        .Sum(sample => sample.Value);

    private static SortedDictionary<string, double> Samples(Page page) => Sorted(page.Families
        .Where(family => family.Name != "target_info")
        .SelectMany(family => family.Samples)
        .ToDictionary(sample => sample.Series, sample => sample.Value));

    private static SortedDictionary<string, double> Samples(Push push) => Sorted(PageWords.Samples(push));

    private static SortedDictionary<string, double> Sorted(Dictionary<string, double> samples) => new(samples, StringComparer.Ordinal);

    private static string Settled(SortedDictionary<string, double> samples) => string.Join('\n', samples
        .Where(sample => !Moving.Any(prefix => sample.Key.StartsWith(prefix, StringComparison.Ordinal)))
        .Select(sample => $"{sample.Key} {sample.Value}"));
}
