using System.Net;
using System.Text;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

/// <summary>
/// An application with a path base, HTTPS redirection, allowed hosts, a fallback policy, compression, a catch-all route and an own
/// <c>/metrics</c>: none of it hides the page, and the page changes nothing of it.
/// </summary>
public sealed class GuardedTests
{
    private static readonly (string Path, string Host, bool Key)[] Asked =
    [
        ("/", "shop.example", false),
        ("/", "elsewhere.example", false),
        ("/open", "shop.example", false),
        ("/metrics", "shop.example", false),
        ("/base/metrics", "shop.example", false),
        ("/anything/else", "shop.example", true),
        (DropIn.PagePath + "/more", "shop.example", true),
    ];

    [Fact]
    public async Task The_page_is_served_to_any_host_name_without_a_redirect_or_an_identity()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Guarded");

        foreach (var host in new[] { "shop.example", "elsewhere.example" })
        {
            var (status, _, body) = await AskAsync(app, DropIn.PagePath, host);

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(1, PageParser.ParseText(body).Value("aspnetcore_prometheus_build_info"));
        }
    }

    [Fact]
    public async Task The_applications_own_answers_are_the_same_with_and_without_the_drop_in()
    {
        await using var alone = await AppProcess.StartAsync("Guarded", Plain([]));
        await using var entered = await AppProcess.StartAsync("Guarded", Plain(DropIn.Variables()));

        foreach (var (path, host, key) in Asked)
        {
            var expected = await AskAsync(alone, path, host, key);
            Assert.Equal(expected, await AskAsync(entered, path, host, key));
        }

        Assert.Equal("own_metric 1\n", (await AskAsync(entered, "/metrics", "shop.example")).Body);
        Assert.Equal("own_metric 1\n", (await AskAsync(entered, "/base/metrics", "shop.example")).Body);
        Assert.Contains("gzip", (await AskAsync(entered, "/open", "shop.example")).Headers, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(entered, "/", "shop.example")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(entered, "/", "elsewhere.example")).Status);
    }

    [Fact]
    public async Task Redirected_refused_and_caught_requests_are_counted_under_their_routes()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Guarded");
        var redirect = await AskAsync(app, "/open", "shop.example");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, redirect.Status);
        Assert.Contains("https://shop.example:8443/open", redirect.Headers, StringComparison.Ordinal);
        await AskAsync(app, "/open", "elsewhere.example");
        var page = await PageAsync(app, 2);
        Assert.Equal(1, page.Value(Requests, ("http_response_status_code", "307")));
        Assert.Equal(1, page.Value(Requests, ("http_response_status_code", "400")));

        await using var plain = await AppProcess.StartAsync("Guarded", Plain(DropIn.Variables()));
        await AskAsync(plain, "/", "shop.example");
        await AskAsync(plain, "/base/what/ever", "shop.example", key: true);
        page = await PageAsync(plain, 2);
        Assert.Equal(1, page.Value(Requests, ("http_route", "/"), ("http_response_status_code", "401")));
        Assert.Equal(1, page.Value(Requests, ("http_route", "/{**rest}"), ("http_response_status_code", "200")));
    }

    private const string Requests = "http_server_request_duration_seconds_count";

    private static async Task<Page> PageAsync(AppProcess app, int requests)
    {
        Page page = null!;
        await Deadline.MetAsync(async () =>
        {
            page = PageParser.ParseText((await AskAsync(app, DropIn.PagePath, "127.0.0.1")).Body);
            return page.Sum(Requests) >= requests;
        });
        return page;
    }

    // Without a port for HTTPS the redirection lets everything through, so that what stands behind it is seen.
    private static Dictionary<string, string> Plain(Dictionary<string, string> variables)
    {
        variables["https_port"] = string.Empty;
        return variables;
    }

    private static async Task<(HttpStatusCode Status, string Headers, string Body)> AskAsync(
        AppProcess app, string path, string host, bool key = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        if (path == "/open")
        {
            request.Headers.Add("Accept-Encoding", "gzip");
        }

        if (key)
        {
            request.Headers.Add("X-Key", "open");
        }

        using var response = await app.Client.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}")
            .Order(StringComparer.Ordinal);
        var body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync());
        return (response.StatusCode, string.Join('\n', headers), body);
    }
}
