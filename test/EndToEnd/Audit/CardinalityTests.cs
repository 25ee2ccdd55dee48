using System.Net;
using System.Net.Http.Headers;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Audit;

/// <summary>Ten thousand different values of everything that a client chooses make no more series than one thousand.</summary>
public sealed class CardinalityTests
{
    private const int Enough = 1_000;
    private const int Many = 10_000;
    private const int Limit = 300;
    private const string Requests = "http_server_request_duration_seconds_count";

    // What appears by itself: the runtime's exception types, and migrations once they have been looked up.
    private static readonly string[] Runtime = ["dotnet_", "process_", "aspnetcore_prometheus_", "efcore_migrations_"];

    [Fact]
    public async Task Paths_methods_hosts_and_headers_make_no_series()
    {
        await using var app = await AppProcess.StartWithDropInAsync(
            "Requests",
            ("RequestLabels__tenant", "header:X-Tenant"),
            ("RequestLabels__host", "host:"),
            ("RequestLabels__user", "query:user"),
            ("SeriesLimit", $"{Limit}"));

        await AssertBoundedAsync(app, i => Hostile(i));

        var page = await app.ScrapeAsync();
        Assert.Equal(2 * Many, page.Sum(Requests));
        Assert.InRange(page.Samples(Requests).Count, 1, Limit + 1);
        Assert.InRange(page.LabelValues(Requests, "tenant").Count, 1, 50 + 2);
        Assert.InRange(page.LabelValues("aspnetcore_response_charsets_total", "charset").Count, 1, 4);
        Assert.All(page.LabelValues(Requests, "http_request_method"), method => Assert.Contains(method, new[] { "GET", "_OTHER", "" }));
    }

    [Fact]
    public async Task Error_types_of_the_applications_own_making_end_at_the_series_limit()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Requests", ("SeriesLimit", $"{Limit}"));

        await AssertBoundedAsync(app, i => [new HttpRequestMessage(HttpMethod.Get, $"/error-type/Type{i}")]);

        var page = await app.ScrapeAsync();
        Assert.Equal(Many, page.Sum(Requests));
        Assert.InRange(page.Samples(Requests).Count, 1, Limit + 1);
    }

    [Fact]
    public async Task Cache_keys_make_no_series()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Caches");

        await AssertBoundedAsync(app, i => [new(HttpMethod.Get, $"/cache/default/get/{i}"), new(HttpMethod.Get, $"/memory/{i}")]);
    }

    [Fact]
    public async Task Verbs_and_tables_of_SQL_make_no_series()
    {
        var folder = Tree.NewTemporaryFolder();
        await using (var app = await AppProcess.StartWithDropInAndAsync(
            "DataSqlite", [("ConnectionStrings__Data", $"Data Source={Path.Combine(folder, "data.db")}")]))
        {
            await AssertBoundedAsync(
                app,
                i => [new HttpRequestMessage(HttpMethod.Post, "/sql") { Content = new StringContent($"VERB{i} x{i}") }],
                many: 3_000);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static HttpRequestMessage[] Hostile(int i)
    {
        var unknown = new HttpRequestMessage(new HttpMethod($"METHOD{i}"), $"/path/{i}/{i}?user=u{i}");
        var known = new HttpRequestMessage(HttpMethod.Get, $"/missing/{i}?user=u{i}");
        foreach (var request in new[] { unknown, known })
        {
            request.Headers.Host = $"host{i}.example";
            request.Headers.Add("X-Tenant", $"tenant{i}");
            request.Headers.Add("X-Requested-With", $"with{i}");
            request.Headers.Add("User-Agent", $"agent/{i}");
            request.Headers.Add("Origin", $"http://origin{i}");
            request.Content = new StringContent("x");
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse($"type/x{i}; charset=c{i}");
        }

        return [unknown, known];
    }

    private static async Task AssertBoundedAsync(AppProcess app, Func<int, HttpRequestMessage[]> make, int many = Many)
    {
        await SendAsync(app, make, 0, Enough);
        var before = await SeriesAsync(app);
        await SendAsync(app, make, Enough, many);

        var more = (await SeriesAsync(app)).Except(before).ToList();
        Assert.True(more.Count == 0, $"{more.Count} series more, such as {string.Join('\n', more.Take(10))}");
    }

    private static async Task<HashSet<string>> SeriesAsync(AppProcess app)
    {
        // Metrics of the SDK tell of overflow a page later.
        await app.ScrapeAsync();
        return
        [
            .. (await app.ScrapeAsync()).Families.SelectMany(family => family.Samples)
                .Where(sample => !Array.Exists(Runtime, prefix => sample.Name.StartsWith(prefix, StringComparison.Ordinal)))
                .Select(sample => sample.Series),
        ];
    }

    private static Task SendAsync(AppProcess app, Func<int, HttpRequestMessage[]> make, int from, int to) => Parallel.ForEachAsync(
        Enumerable.Range(from, to - from),
        new ParallelOptions { MaxDegreeOfParallelism = 4 },
        async (i, cancellation) =>
        {
            foreach (var request in make(i))
            {
                using var answer = await app.Client.SendAsync(request, cancellation);
                Assert.NotEqual(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                request.Dispose();
            }
        });
}
