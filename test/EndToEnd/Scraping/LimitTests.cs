using System.Globalization;
using System.IO.Compression;
using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Scraping;

public sealed class LimitTests
{
    private const string Text = "text/plain;version=0.0.4";
    private const string OpenMetrics = "application/openmetrics-text;version=1.0.0";
    private const int Series = 100_000;
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Fifty_scrapers_of_a_large_page_all_get_the_whole_page_in_bounded_memory()
    {
        await using var app = await AppProcess.StartWithDropInAsync("ManySeries", ("SeriesLimits", $"filled={Series}"));
        await app.SendAsync("POST", $"/fill?count={Series}");
        var page = await SteadyAsync(app, Text, gzip: false);
        var before = Status(app, "VmHWM") * 1024;

        await AllAsync(app, Text, gzip: false);

        // A page for each would be 50 times its size; two are shared, and each connection buffers up to half a MiB.
        var growth = (Status(app, "VmHWM") * 1024) - before;
        Assert.True(growth < 50 * page.Bytes / 3, $"{growth} bytes more, a page has {page.Bytes}");
        await AllAsync(app, OpenMetrics, gzip: false);
        await AllAsync(app, Text, gzip: true);
    }

    [Fact]
    public async Task An_application_with_endless_label_sets_costs_bounded_memory_and_is_told_by_name()
    {
        await using var app = await AppProcess.StartWithDropInAsync("ManySeries", ("SeriesLimits", "other=5"));
        await app.SendAsync("POST", "/fill?count=10000");
        await app.ScrapeAsync();
        await app.ScrapeAsync();
        var before = Status(app, "VmRSS") * 1024;

        await app.SendAsync("POST", "/fill?count=3000000");
        await app.ScrapeAsync();
        var page = await app.ScrapeAsync();

        var growth = (Status(app, "VmRSS") * 1024) - before;
        Assert.True(growth < 60 * Megabyte, $"{growth} bytes more");
        var filled = page.Families.Single(family => family.Name == "filled_total").Samples;
        Assert.Equal(2_000 + 1, filled.Count);
        Assert.Equal(3_010_000, filled.Sum(sample => sample.Value));
        Assert.Equal(
            "filled_total",
            Assert.Single(page.Families.Single(family => family.Name == "aspnetcore_prometheus_series_overflow").Samples).Labels["metric"]);
    }

    [Fact]
    public async Task A_callback_that_hangs_costs_one_thread_and_each_scrape_its_own_time()
    {
        await using var app = await AppProcess.StartWithDropInAsync("ManySeries");
        await app.ScrapeAsync();
        await app.SendAsync("POST", "/hang");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HurriedAsync(app));
        var before = Status(app, "Threads");
        for (var i = 0; i < 3; i++)
        {
            var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => HurriedAsync(app)));
            Assert.All(statuses, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        }

        // The pool keeps a few threads of its own for the requests.
        Assert.InRange(Status(app, "Threads"), 1, before + 8);
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/"));

        await app.SendAsync("POST", "/release");
        Assert.True((await app.ScrapeAsync()).HasFamily("hanging"));
    }

    private static async Task<HttpStatusCode> HurriedAsync(AppProcess app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, DropIn.PagePath);
        request.Headers.Add("X-Prometheus-Scrape-Timeout-Seconds", "0.4");
        using var response = await app.Client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task AllAsync(AppProcess app, string accept, bool gzip)
    {
        var page = await SteadyAsync(app, accept, gzip);

        var scrapes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => ReadAsync(app, accept, gzip))));

        Assert.Equal(Series, page.Filled);
        Assert.All(scrapes, scrape => Assert.Equal((page.Filled, page.Samples), (scrape.Filled, scrape.Samples)));
    }

    // The first scrapes are measured themselves, and so make series.
    private static async Task<(int Filled, int Samples, long Bytes)> SteadyAsync(AppProcess app, string accept, bool gzip)
    {
        var page = await ReadAsync(app, accept, gzip);
        Assert.True(await Deadline.MetAsync(async () =>
        {
            var samples = page.Samples;
            page = await ReadAsync(app, accept, gzip);
            return page.Samples == samples;
        }));
        return page;
    }

    // Counted as it comes, so that the test does not need the memory that it looks for.
    private static async Task<(int Filled, int Samples, long Bytes)> ReadAsync(AppProcess app, string accept, bool gzip)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, DropIn.PagePath);
        request.Headers.Add("Accept", accept);
        request.Headers.Add("Accept-Encoding", gzip ? "gzip" : "identity");
        using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(gzip, response.Content.Headers.ContentEncoding.Contains("gzip"));
        var body = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(gzip ? new GZipStream(body, CompressionMode.Decompress) : body);
        var (filled, samples, bytes) = (0, 0, 0L);
        var last = string.Empty;
        while (await reader.ReadLineAsync() is { } line)
        {
            filled += line.StartsWith("filled_total{", StringComparison.Ordinal) ? 1 : 0;
            samples += line.StartsWith('#') ? 0 : 1;
            bytes += line.Length + 1;
            last = line;
        }

        Assert.Equal(accept == OpenMetrics, last == "# EOF");
        Assert.Equal(gzip ? null : bytes, response.Content.Headers.ContentLength);
        return (filled, samples, bytes);
    }

    private static long Status(AppProcess app, string name) => long.Parse(
        File.ReadLines($"/proc/{app.Process.Id}/status").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))
            [(name.Length + 1)..].Replace("kB", string.Empty, StringComparison.Ordinal),
        CultureInfo.InvariantCulture);
}
