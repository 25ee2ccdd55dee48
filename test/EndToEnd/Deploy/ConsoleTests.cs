using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.SampleApp;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

/// <summary>The console template in a real Prometheus, looked at with a real browser.</summary>
public sealed partial class ConsoleTests(ShopRun shop) : IClassFixture<ShopRun>, IDisposable
{
    private readonly string _folder = Tree.NewTemporaryFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_overview_shows_the_applications_figures()
    {
        await using var prometheus = await PrometheusServer.StartAsync(
            shop.App.Port, options: $"--web.console.templates={Tree.File("deploy/prometheus/consoles")}");
        var page = string.Empty;
        await Deadline.MetAsync(async () =>
        {
            await shop.App.GetAsync("/supplier/refund");
            await shop.App.GetAsync("/products/1");
            await shop.App.GetAsync("/products");
            await shop.App.GetAsync("/baskets/ada");
            await shop.App.GetAsync("/healthz");
            page = await OpenAsync(new Uri(prometheus.Address, "/consoles/aspnetcore.html?job=app"));
            return Tiles(page).Count == 10 && Tiles(page).Values.All(value => value.Any(char.IsAsciiDigit)) && page.Contains("/products/{id:int}", StringComparison.Ordinal);
        });

        var tiles = Tiles(page);
        Assert.Equal(10, tiles.Count);
        Assert.All(tiles, tile => Assert.Matches("[0-9]", tile.Value));
        Assert.Equal(("2", "0"), (tiles["Migrations applied"], tiles["Migrations pending"]));
        Assert.Contains($"<td>127.0.0.1:{shop.App.Port}</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>up</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>/products/{id:int}</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/healthz", page, StringComparison.Ordinal);
        Assert.Contains("<td>System.InvalidOperationException</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_job_that_is_not_there_it_says_so()
    {
        await using var prometheus = await PrometheusServer.StartAsync(
            shop.App.Port, options: $"--web.console.templates={Tree.File("deploy/prometheus/consoles")}");

        var page = await OpenAsync(new Uri(prometheus.Address, "/consoles/aspnetcore.html?job=other%22%7D"));

        Assert.Contains("Prometheus has seen no application", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_metrics_with_a_prefix_it_shows_those_of_the_address_without_the_routes_that_the_address_ignores()
    {
        await using var app = await AppProcess.StartWithDropInAndAsync("Shop", [], ("Namespace", "warehouse"));
        await using var prometheus = await PrometheusServer.StartAsync(
            app.Port, options: $"--web.console.templates={Tree.File("deploy/prometheus/consoles")}");
        var page = string.Empty;
        await Deadline.MetAsync(async () =>
        {
            await app.GetAsync("/products/1");
            await app.GetAsync("/products");
            page = await OpenAsync(new Uri(prometheus.Address, "/consoles/aspnetcore.html?prefix=warehouse&ignored=/products"));
            return page.Contains("<td>/products/{id:int}</td>", StringComparison.Ordinal) && Tiles(page)["Requests"].Any("123456789".Contains);
        });

        Assert.Contains("<td>/products/{id:int}</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<td>/products</td>", page, StringComparison.Ordinal);
        Assert.Contains($"<td>127.0.0.1:{app.Port}</td>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"?job=app&amp;prefix=warehouse&amp;ignored=", page, StringComparison.Ordinal);
        Assert.Matches("[1-9]", Tiles(page)["Requests"]);
    }

    private static Dictionary<string, string> Tiles(string page) =>
        Tile().Matches(page).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private Task<string> OpenAsync(Uri address) => Tool.RunAsync(
        _folder, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + Path.Combine(_folder, "profile"), "--dump-dom", address.ToString());

    [GeneratedRegex("<div class=\"tile\"><span>([^<]+)</span><b>([^<]*)</b></div>")]
    private static partial Regex Tile();
}
