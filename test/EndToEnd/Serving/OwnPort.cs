using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.Serving;

/// <summary>The page at the own port of a process on this machine, read as a scraper that loses its patience.</summary>
internal static class OwnPort
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static string Url(int port) => $"http://127.0.0.1:{port}{DropIn.PagePath}";

    /// <summary>The page, parsed strictly. Throws if it does not come in time.</summary>
    public static async Task<Page> ScrapeAsync(int port)
    {
        using var client = new HttpClient { Timeout = Patience };
        return PageParser.ParseText(await client.GetStringAsync(Url(port)));
    }

    /// <summary>Whether the page answers there.</summary>
    public static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            return (await ScrapeAsync(port)).HasFamily("aspnetcore_prometheus_build_info");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits for the start line, which is written a moment after the host has started.</summary>
    public static async Task<string> StartLineAsync(ChildProcess process)
    {
        string? line = null;
        await Deadline.MetAsync(() => Task.FromResult(
            (line = process.ErrorLines.FirstOrDefault(error => error.Contains("[1]", StringComparison.Ordinal))) is not null));
        return line ?? throw new InvalidOperationException("no start line\n" + process.Transcript);
    }
}
