using System.Globalization;
using System.Text.Json;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A real Prometheus, which scrapes one target every second unless told otherwise.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _client;
    private readonly string _folder;

    private PrometheusServer(ChildProcess process, int port, string folder)
    {
        _process = process;
        _folder = folder;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public Uri Address => _client.BaseAddress!;

    /// <param name="targetPort">The target's port on loopback.</param>
    /// <param name="job">Further lines of the job, such as its credentials, without indentation.</param>
    /// <param name="features">Features to switch on, with commas between them.</param>
    /// <param name="options">Further options of the command line.</param>
    public static Task<PrometheusServer> StartAsync(int targetPort, string job = "", string? features = null, params string[] options) =>
        StartAsync(
            Tree.NewTemporaryFolder(),
            $"""
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
              - job_name: app
                metrics_path: {DropIn.PagePath}
                static_configs:
                  - targets: ["127.0.0.1:{targetPort}"]
            {string.Join('\n', job.Split('\n').Select(line => "    " + line))}
            """,
            features,
            options);

    /// <summary>
    /// Starts with a configuration of the caller's. The folder is deleted in the end; blocks in its folder <c>data</c> are there
    /// from the start.
    /// </summary>
    public static async Task<PrometheusServer> StartAsync(
        string folder, string settings, string? features = null, params string[] options)
    {
        var port = Ports.Free();
        var configuration = Path.Combine(folder, "prometheus.yml");
        await File.WriteAllTextAsync(configuration, settings);
        var process = ChildProcess.Start(
            "prometheus",
            [
                $"--config.file={configuration}",
                $"--storage.tsdb.path={Path.Combine(folder, "data")}",
                $"--web.listen-address=127.0.0.1:{port}",
                .. features is null ? Array.Empty<string>() : [$"--enable-feature={features}"],
                .. options,
            ],
            folder);
        var server = new PrometheusServer(process, port, folder);
        if (!await Deadline.MetAsync(server.IsReadyAsync))
        {
            var transcript = process.Transcript;
            await server.DisposeAsync();
            throw new InvalidOperationException($"Prometheus did not start\n{transcript}");
        }

        return server;
    }

    /// <summary>The names of the alerts that fire.</summary>
    public async Task<IReadOnlySet<string>> FiringAsync()
    {
        var answer = JsonDocument.Parse(await _client.GetStringAsync("/api/v1/alerts")).RootElement;
        return answer.GetProperty("data").GetProperty("alerts").EnumerateArray()
            .Where(alert => alert.GetProperty("state").GetString() == "firing")
            .Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!)
            .ToHashSet();
    }

    /// <summary>What the last evaluation of each loaded rule ended with: nothing, or an error.</summary>
    public async Task<IReadOnlyList<(string Rule, string Error)>> RulesAsync()
    {
        var answer = JsonDocument.Parse(await _client.GetStringAsync("/api/v1/rules")).RootElement;
        return
        [
            .. answer.GetProperty("data").GetProperty("groups").EnumerateArray()
                .SelectMany(group => group.GetProperty("rules").EnumerateArray())
                .Select(rule => (
                    rule.GetProperty("name").GetString()!,
                    rule.TryGetProperty("lastError", out var error) ? error.GetString()! : string.Empty)),
        ];
    }

    /// <summary>The values of an instant query, by series, as Prometheus writes it.</summary>
    public async Task<IReadOnlyList<(JsonElement Series, double Value)>> QueryAsync(string query)
    {
        using var answer = await _client.GetAsync("/api/v1/query?query=" + Uri.EscapeDataString(query));
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{query} answered {text}");
        }

        var result = JsonDocument.Parse(text).RootElement.GetProperty("data").GetProperty("result");
        return
        [
            .. result.EnumerateArray().Select(entry => (
                entry.GetProperty("metric"),
                double.Parse(entry.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>The exemplars of the last hour of the series that a query selects.</summary>
    public async Task<IReadOnlyList<(JsonElement Series, JsonElement Exemplar)>> ExemplarsAsync(string query)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var answer = JsonDocument.Parse(await _client.GetStringAsync(
            $"/api/v1/query_exemplars?query={Uri.EscapeDataString(query)}&start={now - 3600}&end={now + 60}"));
        return
        [
            .. answer.RootElement.GetProperty("data").EnumerateArray().SelectMany(series => series
                .GetProperty("exemplars")
                .EnumerateArray()
                .Select(exemplar => (series.GetProperty("seriesLabels"), exemplar))),
        ];
    }

    /// <summary>Asks until the one value of the query is as expected; returns the last answer in any case.</summary>
    public async Task<double> QueryUntilAsync(string query, Func<double, bool> expected)
    {
        var value = double.NaN;
        await Deadline.MetAsync(async () =>
        {
            value = await QueryAsync(query) is [var (_, single)] ? single : double.NaN;
            return expected(value);
        });
        return value;
    }

    /// <summary>Why the last scrape of the target failed; empty if it did not.</summary>
    public async Task<string> LastErrorAsync()
    {
        var targets = JsonDocument.Parse(await _client.GetStringAsync("/api/v1/targets")).RootElement;
        return targets.GetProperty("data").GetProperty("activeTargets")[0].GetProperty("lastError").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _client.GetAsync("/-/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
