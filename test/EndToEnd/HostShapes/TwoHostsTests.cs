using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

public sealed class TwoHostsTests
{
    private const string Requests = "http_server_request_duration_seconds_count";

    [Fact]
    public async Task Two_hosts_of_one_process_share_a_page_on_which_every_request_counts_once()
    {
        await using var pair = await StartAsync();
        await pair.FirstClient.GetStringAsync("/");
        await pair.FirstClient.GetStringAsync("/first/1");
        await pair.App.GetAsync("/", 2);
        await pair.App.GetAsync("/second/1", 3);

        var page = await pair.App.ScrapeUntilAsync(page => page.Sum(Requests) >= 7);
        var ofFirst = PageParser.ParseText(await pair.FirstClient.GetStringAsync(DropIn.PagePath));

        foreach (var seen in new[] { page, ofFirst })
        {
            Assert.Equal(3, seen.Value(Requests, ("http_route", "/")));
            Assert.Equal(1, seen.Value(Requests, ("http_route", "/first/{id}")));
            Assert.Equal(3, seen.Value(Requests, ("http_route", "/second/{id}")));
        }
    }

    [Fact]
    public async Task The_page_outlives_the_host_that_was_built_first()
    {
        await using var pair = await StartAsync();
        await pair.FirstClient.GetStringAsync("/first/1");
        await pair.App.SendAsync("POST", "/stop-first");
        Assert.False(await Ports.AcceptsAsync(pair.FirstClient.BaseAddress!.Port));

        await pair.App.GetAsync("/second/1", 2);
        var page = await pair.App.ScrapeUntilAsync(page => page.Has(Requests, ("http_route", "/second/{id}")));

        Assert.Equal(1, page.Value(Requests, ("http_route", "/first/{id}")));
        Assert.Equal(2, page.Value(Requests, ("http_route", "/second/{id}")));
        Assert.True(page.HasFamily("kestrel_active_connections"));
        Assert.True(page.HasFamily("dotnet_process_cpu_count"));
    }

    private static async Task<Pair> StartAsync()
    {
        var first = $"http://127.0.0.1:{Ports.Free()}";
        var variables = DropIn.Variables();
        variables["URLS_A"] = first;
        return new Pair(
            await AppProcess.StartAsync("TwoHosts", variables), new HttpClient { BaseAddress = new Uri(first) });
    }

    /// <summary>The process by its second host's address, and a client of the first.</summary>
    private sealed record Pair(AppProcess App, HttpClient FirstClient) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            FirstClient.Dispose();
            return App.DisposeAsync();
        }
    }
}
