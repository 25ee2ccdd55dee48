using System.Globalization;
using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;
using Xunit.Abstractions;

namespace AspNetCorePrometheus.EndToEnd.Soak;

/// <summary>
/// Mixed load and ten scrapers on one host: nothing grows after the warm-up, and the page has counted what was sent. The variable
/// <c>SOAK_SECONDS</c> makes it longer.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const string Requests = "http_server_request_duration_seconds_count";
    private const long Megabyte = 1024 * 1024;
    private const int Scrapers = 10;
    private const int Clients = 3;

    // The heap of a short run is still finding its size. In a long one an object of the smallest size, 24 bytes, that each request
    // leaves behind is more than this: ten minutes are well above a million requests.
    private const long MostRise = 24 * Megabyte;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static readonly string[] Formats =
    [
        "text/plain;version=0.0.4", "application/openmetrics-text;version=1.0.0",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
    ];

    private static TimeSpan Time => TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("SOAK_SECONDS") ?? "50", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Under_load_and_ten_scrapers_nothing_grows_and_no_count_is_lost()
    {
        var second = Ports.Free();
        await using var app = await StartAsync(second);
        using var load = new SoakLoad(app.Port, second);
        using var ended = new CancellationTokenSource(Time);

        var scrapes = Enumerable.Range(0, Scrapers).Select(number => ScrapeAsync(app, number, ended.Token)).ToList();
        var clients = Enumerable.Range(0, Clients).Select(_ => load.RunAsync(ended.Token)).ToList();
        var footprints = await WatchAsync(app, ended.Token);
        await Task.WhenAll(clients);
        await Task.WhenAll(scrapes);

        var sent = load.Answered.Values.Sum() + load.Abandoned;
        var page = await app.ScrapeUntilAsync(page => Counted(page) >= sent, Deadline.Default);
        output.WriteLine($"{sent} requests, {load.Abandoned} abandoned, {scrapes.Sum(scrape => scrape.Result)} scrapes");
        AssertCounted(page, load, sent);
        AssertSteady(footprints);
    }

    private static double Counted(Page page) =>
        page.Sum(Requests) + page.Sum("aspnetcore_unmeasured_requests_total", ("reason", "aborted"));

    // An abandoned request had its status before its client went, or it counts as aborted.
    private static void AssertCounted(Page page, SoakLoad load, int sent)
    {
        Assert.True(sent == Counted(page), $"{sent} sent, {Counted(page)} counted\n{string.Join('\n', page.Samples(Requests))}");
        foreach (var (status, count) in load.Answered)
        {
            var counted = page.Sum(Requests, ("http_response_status_code", $"{status}"));
            Assert.InRange(counted, count, count + (status == 200 ? load.Abandoned : 0));
        }

        Assert.Equal(0, page.Sum("http_server_active_requests"));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }

    private void AssertSteady(List<Footprint> footprints)
    {
        var quarter = footprints.Count / 4;
        var early = Footprint.Median([.. footprints.Skip(quarter).Take(quarter)]);
        var late = Footprint.Median([.. footprints.Skip(3 * quarter)]);
        var steady = footprints.Skip(quarter).ToList();
        var rise = Footprint.RiseOf(steady);
        output.WriteLine($"second quarter {early}, last quarter {late}, rise after the first {rise:F0} bytes");
        Assert.True(late.Bytes < early.Bytes + (early.Bytes / 10) + (32 * Megabyte), $"memory: {early} to {late}");
        Assert.True(Time < Long || rise < MostRise, $"memory rises by {rise:F0} bytes: {early} to {late}");
        Assert.True(late.Handles <= early.Handles + 16, $"handles: {early} to {late}");
        Assert.True(late.Threads <= early.Threads + 16, $"threads: {early} to {late}");
    }

    // The host listens twice: HTTP/2 without TLS needs a port of its own.
    private static Task<AppProcess> StartAsync(int second)
    {
        var (file, arguments) = AppProcess.Command("Shop");
        var variables = DropIn.Variables();
        variables["Kestrel__Endpoints__Second__Url"] = $"http://127.0.0.1:{second}";
        variables["Kestrel__Endpoints__Second__Protocols"] = "Http2";
        variables["Logging__LogLevel__Default"] = "Critical";
        return AppProcess.StartCommandAsync(
            "Shop", "/bin/sh", ["-c", "export Kestrel__Endpoints__First__Url=\"$ASPNETCORE_URLS\"; exec \"$0\" \"$@\"", file, .. arguments], variables);
    }

    private static async Task<List<Footprint>> WatchAsync(AppProcess app, CancellationToken ended)
    {
        var footprints = new List<Footprint>();
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(500, CancellationToken.None);
            footprints.Add(Footprint.Of(app.Process.Id));
        }

        return footprints;
    }

    private static async Task<int> ScrapeAsync(AppProcess app, int number, CancellationToken ended)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = number % 2 == 0 ? DecompressionMethods.GZip : DecompressionMethods.None,
        });
        var scrapes = 0;
        for (; !ended.IsCancellationRequested; scrapes++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{app.Port}{DropIn.PagePath}");
            request.Headers.TryAddWithoutValidation("Accept", Formats[number % Formats.Length]);
            using var answer = await client.SendAsync(request, CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(CancellationToken.None));
            await Task.Delay(200 + (20 * number), CancellationToken.None);
        }

        return scrapes;
    }
}
