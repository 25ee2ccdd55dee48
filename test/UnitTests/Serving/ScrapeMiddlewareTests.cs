using System.Diagnostics.Metrics;
using System.Net;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Serving;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving;

public sealed class ScrapeMiddlewareTests
{
    [Theory]
    [InlineData(ServerKind.InMemory)]
    [InlineData(ServerKind.Kestrel)]
    [InlineData(ServerKind.KestrelHttp2)]
    public async Task A_get_is_answered_with_the_whole_page(ServerKind server)
    {
        using var page = Filled(20_000);
        await using var app = await Start(server, page);
        using var response = await app.Client.GetAsync("/metrics");
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(20_000, body.Split('\n').Count(line => line.StartsWith("filled_total{", StringComparison.Ordinal)));
        Assert.EndsWith("\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_metrics_page_is_whole_to_its_end()
    {
        using var page = Filled(10);
        await using var app = await Start(ServerKind.Kestrel, page);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Accept.ParseAdd("application/openmetrics-text;version=1.0.0");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(
            "application/openmetrics-text; version=1.0.0; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.EndsWith("# EOF\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_has_the_headers_of_a_get_and_no_body()
    {
        using var page = Filled(10);
        await using var app = await Start(ServerKind.Kestrel, page);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/metrics");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 100);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_not_allowed(string method)
    {
        using var page = new TestPage();
        await using var app = await Start(ServerKind.Kestrel, page);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/metrics");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/METRICS", true)]
    [InlineData("/metrics?x=y", true)]
    [InlineData("/metrics/", false)]
    [InlineData("/metrics/x", false)]
    [InlineData("/metric", false)]
    [InlineData("/", false)]
    public async Task Only_the_path_itself_is_the_page_whatever_its_case(string path, bool isPage)
    {
        using var page = new TestPage();
        await using var app = await Start(ServerKind.InMemory, page);
        using var response = await app.Client.GetAsync(path);

        Assert.Equal(isPage ? HttpStatusCode.OK : (HttpStatusCode)418, response.StatusCode);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_an_error_and_the_next_one_may_be_well()
    {
        using var page = new TestPage(("MaxScrapeBytes", "20000"), ("SeriesLimit", "5000"));
        await using var app = await Start(ServerKind.Kestrel, page);
        using (var meter = new Meter(page.Prefix))
        {
            var gauge = meter.CreateGauge<int>("filled");
            for (var i = 0; i < 2000; i++)
            {
                gauge.Record(1, new KeyValuePair<string, object?>("i", i));
            }

            for (var i = 0; i < 2; i++)
            {
                using var response = await app.Client.GetAsync("/metrics");
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                Assert.Contains("MaxScrapeBytes", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        await app.Client.GetAsync("/metrics");
        using var after = await app.Client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_an_error()
    {
        using var page = new TestPage();
        page.Catalog.Add(new BrokenStream());
        await using var app = await Start(ServerKind.Kestrel, page);
        using var response = await app.Client.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_page_that_is_not_ready_in_the_scrapers_time_is_an_error_and_the_next_one_may_be_well(string method)
    {
        using var page = new TestPage();
        using var release = new ManualResetEventSlim();
        page.Meter.CreateObservableGauge("hanging", () =>
        {
            release.Wait(TimeSpan.FromSeconds(60));
            return 1;
        });
        await using var app = await Start(ServerKind.Kestrel, page);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/metrics");
        request.Headers.Add("X-Prometheus-Scrape-Timeout-Seconds", "0.2");
        using var response = await app.Client.SendAsync(request);
        var reason = await response.Content.ReadAsStringAsync();
        release.Set();
        using var after = await app.Client.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(method == "HEAD" ? string.Empty : "The page was not ready within the scraper's time limit.\n", reason);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Theory]
    [InlineData(ServerKind.Kestrel)]
    [InlineData(ServerKind.KestrelHttp2)]
    public async Task Readers_that_do_not_read_hold_nobody_up_and_have_a_bound(ServerKind server)
    {
        // Each page has 12 MB, more than sockets buffer, and there is room for 32 MB.
        using var page = Filled(6_000, ("MaxScrapeBytes", "16000000"), ("Labels", "filler=" + new string('x', 2_000)));
        await using var app = await Start(server, page);
        var stuck = new List<HttpResponseMessage>();
        HttpStatusCode last;
        do
        {
            var response = await app.Client.GetAsync("/metrics", HttpCompletionOption.ResponseHeadersRead);
            last = response.StatusCode;
            stuck.Add(response);
        }
        while (last == HttpStatusCode.OK && stuck.Count < 10);
        stuck.ForEach(response => response.Dispose());

        Assert.InRange(stuck.Count, 3, 5);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, last);

        // Their connections end with them, and their pages with these.
        await Eventually.True(() => app.Client.GetAsync("/metrics").Result.StatusCode == HttpStatusCode.OK, "a page");
    }

    [Fact]
    public async Task Scrapes_do_not_count_in_the_frameworks_request_metrics()
    {
        using var page = new TestPage();
        await using var app = await Start(ServerKind.Kestrel, page);
        using var framework = new FrameworkMeasurements(app.Services);
        await app.Client.GetAsync("/metrics");
        await app.Client.GetAsync("/other");

        var tags = (await framework.Next()).ToDictionary();
        Assert.Equal(418, tags["http.response.status_code"]);
        Assert.Empty(framework.Durations);
    }

    [Fact]
    public async Task Many_scrapes_at_once_are_all_whole()
    {
        using var page = Filled(2000);
        await using var app = await Start(ServerKind.Kestrel, page);
        var bodies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => app.Client.GetStringAsync("/metrics")));

        Assert.All(bodies, body =>
            Assert.Equal(2000, body.Split('\n').Count(line => line.StartsWith("filled_total{", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("/metrics?name[]=filled_total", 10)]
    [InlineData("/metrics?name%5B%5D=filled_total&name[]=other", 10)]
    [InlineData("/metrics?name[]=other", 0)]
    [InlineData("/metrics?name[]=", 10)]
    public async Task Names_restrict_the_page(string path, int series)
    {
        using var page = Filled(10);
        await using var app = await Start(ServerKind.Kestrel, page);
        using var response = await app.Client.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(series, body.Split('\n').Count(line => line.StartsWith("filled_total{", StringComparison.Ordinal)));
        Assert.Equal(path.EndsWith('='), body.Contains("aspnetcore_prometheus_series", StringComparison.Ordinal));
    }

    private static Task<MeasuredApp> Start(ServerKind server, TestPage page) => MeasuredApp.Start(server, app =>
    {
        app.Use(next => new ScrapeMiddleware(next, new Lazy<PageRenderer>(page.Renderer), "/metrics").Invoke);
        app.Run(context =>
        {
            context.Response.StatusCode = 418;
            return Task.CompletedTask;
        });
    });

    private static TestPage Filled(int series, params (string Key, string Value)[] given)
    {
        var page = new TestPage([("SeriesLimit", "200000"), .. given]);
        var counter = page.Meter.CreateCounter<int>("filled");
        for (var i = 0; i < series; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        return page;
    }
}
