using System.Globalization;
using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Scraping;

public sealed class PageProtocolTests(EmptyWebApp web) : IClassFixture<EmptyWebApp>
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";
    private const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    [Theory]
    [InlineData(null, Text)]
    [InlineData("*/*", Text)]
    [InlineData("text/html", Text)]
    [InlineData("text/plain", Text)]
    [InlineData("application/openmetrics-text", OpenMetrics)]
    [InlineData("application/openmetrics-text; version=1.0.0", OpenMetrics)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.3,text/plain;version=0.0.4;q=0.9", Text)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0,text/plain;q=0.1", Text)]
    [InlineData(
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        OpenMetrics)]
    public async Task The_format_is_the_best_that_the_scraper_accepts(string? accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, DropIn.PagePath);
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        using var response = await web.App.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var sent = response.Content.Headers.ContentType!.ToString();
        Assert.StartsWith(type, sent, StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoStore);
        _ = type == Text ? PageParser.ParseText(text) : PageParser.ParseOpenMetrics(text);
    }

    [Fact]
    public async Task Both_formats_hold_the_same_series()
    {
        await web.App.GetAsync("/");
        var text = await web.App.ScrapeUntilAsync(page => page.HasFamily("http_server_request_duration_seconds"));
        var openMetrics = await web.App.ScrapeOpenMetricsAsync();

        Assert.Equal(SteadySeries(text), SteadySeries(openMetrics));
    }

    [Fact]
    public async Task A_scraper_may_ask_for_families_by_name()
    {
        const string Size = "aspnetcore_prometheus_scrape_size_bytes";
        var whole = await web.App.ScrapeAsync();
        var part = await web.App.ScrapeAsync(DropIn.PagePath + $"?name[]=target_info&name%5B%5D={Size}");
        var next = await web.App.ScrapeAsync(DropIn.PagePath + $"?name[]={Size}");

        Assert.Equal([Size, "target_info"], part.FamilyNames.Order());
        Assert.Equal([Size], next.FamilyNames);
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(whole.Text), next.Value(Size));
    }

    [Fact]
    public async Task HEAD_answers_as_GET_does_without_a_body()
    {
        var head = await RawHttp.ExchangeAsync(web.App.Port, RawHttp.Request("HEAD", DropIn.PagePath));

        Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
        Assert.Contains($"Content-Type: {Text}\r\n", head, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_not_allowed(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), DropIn.PagePath);
        using var response = await web.App.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("/prometheus")]
    [InlineData("/prometheus/metricsx")]
    [InlineData("/prometheus/metrics/more")]
    public async Task Other_paths_belong_to_the_application(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, await web.App.GetAsync(path));

    [Fact]
    public async Task Scrapes_at_the_same_time_all_get_the_whole_page()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => web.App.ScrapeAsync()));

        Assert.All(pages, page => Assert.True(page.HasFamily("aspnetcore_prometheus_build_info")));
    }

    [Fact]
    public async Task Scrapes_do_not_count_as_requests_of_the_application()
    {
        for (var i = 0; i < 5; i++)
        {
            await web.App.ScrapeAsync();
        }

        var page = await web.App.ScrapeAsync();
        Assert.DoesNotContain(
            page.Families.Where(family => family.Name.StartsWith("http_server_", StringComparison.Ordinal)
                || family.Name.StartsWith("aspnetcore_endpoint_", StringComparison.Ordinal))
                .SelectMany(family => family.Samples),
            sample => sample.Labels.Values.Any(value => value.Contains("prometheus", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Host_filtering_of_the_application_does_not_hide_the_page()
    {
        var variables = DropIn.Variables();
        variables["AllowedHosts"] = "shop.example";
        await using var app = await AppProcess.StartAsync("EmptyWeb", variables);

        Assert.Equal(HttpStatusCode.BadRequest, await app.GetAsync("/"));
        Assert.True((await app.ScrapeAsync()).HasFamily("aspnetcore_prometheus_build_info"));
    }

    // The runtime and Kestrel add series of their own accord at any time. Bounds are the same, written differently.
    private static IEnumerable<string> SteadySeries(Page page) =>
        page.Families.SelectMany(family => family.Samples)
            .Where(sample => !sample.Name.StartsWith("dotnet_", StringComparison.Ordinal)
                && !sample.Name.StartsWith("kestrel_", StringComparison.Ordinal))
            .Select(sample => sample with { Labels = sample.Labels.ToDictionary(label => label.Key, NormalValue) })
            .Select(sample => sample.Series)
            .Order();

    private static string NormalValue(KeyValuePair<string, string> label) =>
        label is { Key: "le", Value: not "+Inf" }
            ? double.Parse(label.Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : label.Value;
}
