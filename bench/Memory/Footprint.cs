using System.Globalization;
using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.Memory;

/// <summary>What an application's process has in memory when it has run for a while.</summary>
internal static class Footprint
{
    private const int Requests = 500;
    private const int Scrapes = 20;
    private const int LaterRequests = 4000;

    // The drop-in builds its pipeline two seconds after the start.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(4);

    // The runtime compiles anew what is called often, once nothing new has been called for a tenth of a second.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// Resident memory in millions of bytes: after a burst of requests, with the drop-in also after scrapes, and when more requests
    /// have come since, during which the runtime has compiled the application's requests with or without the drop-in.
    /// </summary>
    public static async Task<(double Fresh, double Warm)> MeasureAsync(string application, string path, string? home)
    {
        await using var running = Application.Start([Path.GetFullPath(application)], home);
        await running.AnswersAsync(path);
        for (var i = 0; i < Requests; i++)
        {
            await ReadAsync(running, path);
        }

        await Task.Delay(Settled);
        for (var i = 0; i < Scrapes && home is not null; i++)
        {
            await ReadAsync(running, "/prometheus/metrics");
        }

        await Task.Delay(Settled);
        var fresh = Resident(running.Process.Id);
        for (var i = 0; i < LaterRequests; i++)
        {
            await ReadAsync(running, path);
            await Task.Delay(Pace);
        }

        await Task.Delay(Settled);
        return (fresh, Resident(running.Process.Id));
    }

    private static async Task ReadAsync(Application running, string path)
    {
        using var answer = await running.Client.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture)
            * 1024 / 1e6;
    }
}
