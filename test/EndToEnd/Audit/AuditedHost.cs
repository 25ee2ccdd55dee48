using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Audit;

/// <summary>A host whose log is written in full, and whose page and log must not know what the application knows.</summary>
internal sealed class AuditedHost : IAsyncDisposable
{
    /// <summary>Stands in everything that is secret, and nowhere else.</summary>
    public const string Marker = "hush7c1f";

    /// <summary>What the connection strings of the test servers hold.</summary>
    private const string Password = "never-shown";

    private readonly string _folder;

    private AuditedHost(AppProcess app, string folder)
    {
        App = app;
        _folder = folder;
    }

    public AppProcess App { get; }

    private string Log => Path.Combine(_folder, "own.log");

    public static async Task<AuditedHost> StartAsync(string name, params (string Key, string Value)[] variables)
    {
        var folder = Tree.NewTemporaryFolder();
        var all = DropIn.Variables(("LogLevel", "Debug"), ("LogFile", Path.Combine(folder, "own.log")));
        foreach (var (key, value) in variables)
        {
            all[key] = value;
        }

        return new AuditedHost(await AppProcess.StartAsync(name, all), folder);
    }

    /// <summary>Sends requests with secrets in the headers that browsers and proxies send.</summary>
    public async Task SendAsync(string method, string path, string? body = null)
    {
        await RawHttp.ExchangeAsync(App.Port, RawHttp.Request(
            method,
            path,
            $"Authorization: Bearer {Marker}-token\r\nCookie: session={Marker}\r\nUser-Agent: {Marker}\r\nX-Api-Key: {Marker}\r\n"
            + $"Referer: http://{Marker}/\r\nOrigin: http://{Marker}/\r\nX-Requested-With: {Marker}\r\nX-Forwarded-For: {Marker}\r\n"
            + $"traceparent: {Marker}\r\nbaggage: user={Marker}\r\nAccept: {Marker}/{Marker}\r\nContent-Type: text/plain; charset={Marker}\r\n",
            body));
    }

    /// <summary>Scrapes in every format, stops the host, and looks for secrets in all that the drop-in has told.</summary>
    public async Task AssertSilentAsync(string evidence)
    {
        var page = await App.ScrapeUntilAsync(page => page.HasFamily(evidence));
        Assert.True(page.HasFamily(evidence), $"{evidence} is missing: the instrumentation did not see the traffic");
        AssertSilent(page.Text);
        AssertSilent((await App.ScrapeOpenMetricsAsync()).Text);
        await AssertLogSilentAsync();
    }

    /// <summary>Stops the host, and looks for secrets in the drop-in's log alone.</summary>
    public async Task AssertLogSilentAsync()
    {
        await App.Process.StopAsync();
        AssertSilent(await File.ReadAllTextAsync(Log));
        AssertSilent(string.Join('\n', App.Process.ErrorLines.Where(line => line.Contains("AspNetCorePrometheus", StringComparison.Ordinal))));
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AssertSilent(string text)
    {
        Assert.DoesNotContain(Marker, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Password, text, StringComparison.OrdinalIgnoreCase);
    }
}
