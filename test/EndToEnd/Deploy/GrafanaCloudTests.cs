using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

/// <summary>A guarded page on its way to a store elsewhere, which is another Prometheus here.</summary>
public sealed partial class GrafanaCloudTests : IDisposable
{
    private readonly string _folder = Tree.NewTemporaryFolder();

    private string Secret => Path.Combine(_folder, "secret");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_guarded_page_arrives_where_it_is_written_to()
    {
        await File.WriteAllTextAsync(Secret, "for-this-Prometheus");
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("BearerTokenFile", Secret));
        await app.GetAsync("/", 3);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await app.GetAsync(DropIn.PagePath));
        await using var store = await PrometheusServer.StartAsync(
            Tree.NewTemporaryFolder(), "scrape_configs: []", options: "--web.enable-remote-write-receiver");
        var settings = await SettingsAsync(app.Port, new Uri(store.Address, "/api/v1/write"));
        await Tool.RunAsync(_folder, "promtool", "check", "config", settings);

        await using var prometheus = await PrometheusServer.StartAsync(
            Tree.NewTemporaryFolder(), await File.ReadAllTextAsync(settings), "exemplar-storage");

        Assert.Equal(
            3,
            await store.QueryUntilAsync(
                "sum(http_server_request_duration_seconds_count{job=\"shop\", cluster=\"production\", http_route=\"/\"})", count => count >= 3));
    }

    // As it stands in the tree, but for addresses, files and the interval.
    private async Task<string> SettingsAsync(int port, Uri store)
    {
        var text = (await File.ReadAllTextAsync(Tree.File("deploy/grafana-cloud/prometheus.yml")))
            .Replace("127.0.0.1:5080", $"127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("scrape_interval: 60s", "scrape_interval: 1s\n  scrape_timeout: 1s", StringComparison.Ordinal);
        var path = Path.Combine(_folder, "prometheus.yml");
        await File.WriteAllTextAsync(path, Url().Replace(SecretFile().Replace(text, $"_file: {Secret}"), $"url: {store}"));
        return path;
    }

    [GeneratedRegex(@"_file: \S+")]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"url: \S+")]
    private static partial Regex Url();
}
