using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Requests;

public sealed class ConcurrencyTests
{
    private const string Count = "http_server_request_duration_seconds_count";
    private const int Each = 200;

    private static readonly string[] Paths = ["/sync", "/async", "/json", "/boom/1", "/stream", "/missing/1"];

    [Theory]
    [InlineData("Http1", "1.1")]
    [InlineData("Http2", "2")]
    public async Task Requests_at_the_same_time_count_exactly_over_either_protocol(string protocol, string version)
    {
        var variables = DropIn.Variables();
        variables["Kestrel__EndpointDefaults__Protocols"] = protocol;
        await using var app = await AppProcess.StartAsync("Requests", variables);
        using var client = new HttpClient
        {
            BaseAddress = app.Client.BaseAddress,
            DefaultRequestVersion = protocol == "Http2" ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        await Parallel.ForEachAsync(
            Enumerable.Repeat(Paths, Each).SelectMany(paths => paths),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (path, cancellation) =>
            {
                using var answer = await client.GetAsync(path, cancellation);
                await answer.Content.ReadAsByteArrayAsync(cancellation);
            });

        var page = await ScrapeAsync(client, page => page.Sum(Count) >= Each * Paths.Length);

        Assert.Equal(Each * Paths.Length, page.Sum(Count));
        foreach (var route in new[] { "/sync", "/async", "/json", "/boom/{id}", "/stream", "/missing/{id}" })
        {
            Assert.Equal(Each, page.Value(Count, ("http_route", route), ("network_protocol_version", version)));
        }

        Assert.Equal(Each, page.Value("aspnetcore_request_exceptions_total", ("http_route", "/boom/{id}")));
        Assert.Equal(Each, page.Value("aspnetcore_streaming_responses_total", ("http_route", "/stream")));
        Assert.Equal(Each * 24, page.Value("http_server_response_body_size_bytes_sum", ("http_route", "/stream")));
        Assert.Equal(Each * 29, page.Value("http_server_response_body_size_bytes_sum", ("http_route", "/json")));
    }

    private static async Task<Page> ScrapeAsync(HttpClient client, Func<Page, bool> expected)
    {
        Page page = null!;
        await Deadline.MetAsync(
            async () => expected(page = PageParser.ParseText(await client.GetStringAsync(DropIn.PagePath))),
            TimeSpan.FromSeconds(5));
        return page;
    }
}
