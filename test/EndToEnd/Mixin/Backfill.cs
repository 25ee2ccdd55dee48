using System.Globalization;
using System.Text;
using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.Mixin;

/// <summary>Gives an application a past: its page as it is, at points of time of the last eight days, counters growing.</summary>
internal static class Backfill
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Makes blocks for Prometheus out of a page in OpenMetrics, for a target of this job and this port on loopback. The folder
    /// need not exist.
    /// </summary>
    public static async Task WriteAsync(Page page, string job, int port, DateTimeOffset now, string folder)
    {
        var file = Path.Combine(Directory.CreateDirectory(folder).Parent!.FullName, "past.om");
        await File.WriteAllTextAsync(file, Text(page, $"job=\"{job}\",instance=\"127.0.0.1:{port}\"", Past.Before(now)));
        await RunAsync("openmetrics", "--max-block-duration=240h", file, folder);
        File.Delete(file);
    }

    /// <summary>Records rules over a time that a running Prometheus holds, as blocks.</summary>
    public static Task RecordAsync(PrometheusServer prometheus, string rules, DateTimeOffset from, DateTimeOffset to, string folder) =>
        RunAsync(
            "rules",
            $"--url={prometheus.Address}",
            $"--start={from.ToUnixTimeSeconds()}",
            $"--end={to.ToUnixTimeSeconds()}",
            $"--output-dir={folder}",
            rules);

    private static async Task RunAsync(string from, params string[] arguments)
    {
        await using var run = await ChildProcess.RunAsync(
            "promtool", ["tsdb", "create-blocks-from", from, .. arguments], "/", limit: Limit);
        if (await run.ExitCodeAsync(Limit) != 0)
        {
            throw new InvalidOperationException($"promtool\n{run.Transcript}");
        }
    }

    private static string Text(Page page, string target, IReadOnlyList<DateTimeOffset> points)
    {
        var text = new StringBuilder();
        foreach (var family in page.Families)
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Name} {family.Type}\n");
            foreach (var sample in family.Samples)
            {
                AppendSeries(text, sample, family.Type is "counter" or "histogram", target, points);
            }
        }

        return text.Append("# EOF\n").ToString();
    }

    private static void AppendSeries(
        StringBuilder text, Sample sample, bool grows, string target, IReadOnlyList<DateTimeOffset> points)
    {
        var labels = string.Concat(sample.Labels.Select(label => $",{label.Key}=\"{Escaped(label.Value)}\""));
        for (var point = 0; point < points.Count; point++)
        {
            var value = grows ? sample.Value * point / points.Count : sample.Value;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{sample.Name}{{{target}{labels}}} {Number(value)} {points[point].ToUnixTimeSeconds()}\n");
        }
    }

    private static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
