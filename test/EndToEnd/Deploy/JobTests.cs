using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

/// <summary>The scrape configuration in a real Prometheus, with three applications on one host.</summary>
public sealed partial class JobTests
{
    // What the mixin's rules and alerts keep of a series says whether they tell applications apart.
    private const string RequestsByJob = "sum by (job) (http_server_request_duration_seconds_count)";

    private static readonly Dictionary<string, int> Requests = new() { ["billing"] = 3, ["shop"] = 2, ["warehouse"] = 4 };

    [Fact]
    public async Task Applications_on_one_host_are_told_apart_by_their_job()
    {
        var applications = new Dictionary<string, AppProcess>();
        try
        {
            foreach (var (job, requests) in Requests)
            {
                applications[job] = await AppProcess.StartWithDropInAsync("EmptyWeb");
                await applications[job].GetAsync("/", requests);
            }

            await using var prometheus = await StartAsync(applications);
            IReadOnlyList<(string? Job, double Value)> counted = [];
            await Deadline.MetAsync(async () =>
            {
                counted = [.. (await prometheus.QueryAsync(RequestsByJob)).Select(sample => (sample.Series.GetProperty("job").GetString(), sample.Value))];
                return counted.Sum(each => each.Value) >= Requests.Values.Sum();
            });

            Assert.Equal(Requests.Select(each => ((string?)each.Key, (double)each.Value)), counted.Order());
            Assert.Equal(3, (await prometheus.QueryAsync("count by (job) (up == 1)")).Count);
        }
        finally
        {
            foreach (var application in applications.Values)
            {
                await application.DisposeAsync();
            }
        }
    }

    // As it stands in the tree, but for the ports and the interval.
    private static async Task<PrometheusServer> StartAsync(Dictionary<string, AppProcess> applications)
    {
        var folder = Tree.NewTemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder, "targets"));
        var targets = await File.ReadAllTextAsync(Tree.File("deploy/prometheus/targets/warehouse.yml"));
        await File.WriteAllTextAsync(Path.Combine(folder, "targets", "warehouse.yml"), Targets(targets, applications["warehouse"]));

        var settings = (await File.ReadAllTextAsync(Tree.File("deploy/prometheus/prometheus.yml")))
            .Replace("scrape_interval: 15s", "scrape_interval: 1s", StringComparison.Ordinal)
            .Replace("scrape_timeout: 10s", "scrape_timeout: 1s", StringComparison.Ordinal)
            .Replace("../../mixin", Tree.File("mixin"), StringComparison.Ordinal);
        settings = string.Join("- job_name: ", settings.Split("- job_name: ").Select(part =>
            applications.TryGetValue(part.Split('\n')[0], out var application) ? Targets(part, application) : part));
        return await PrometheusServer.StartAsync(folder, settings);
    }

    // Two processes of an application are one here: Prometheus takes a target that is written twice as one.
    private static string Targets(string text, AppProcess application) =>
        Target().Replace(text, $"targets: [\"127.0.0.1:{application.Port}\"]");

    [GeneratedRegex(@"targets: \[.*\]")]
    private static partial Regex Target();
}
