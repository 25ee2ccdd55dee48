using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Requests;

/// <summary>One run of the host of request semantics: known traffic, and the page after it.</summary>
public sealed class RequestsTraffic : IAsyncLifetime
{
    private const string Requests = "http_server_request_duration_seconds_count";

    // Asked until it answers as wished, so that its own count is not known.
    private const string Uncounted = "/hanging";

    private readonly Dictionary<string, int> _charsets = [];
    private int _answers;

    internal Page Page { get; private set; } = null!;

    /// <summary>How many answers had which charset, as their client saw it; <c>none</c> for none.</summary>
    internal IReadOnlyDictionary<string, int> Charsets => _charsets;

    /// <summary>Whether the counts of a sample's route are known.</summary>
    internal static bool IsCounted(Sample sample) => sample.Labels.GetValueOrDefault("http_route") != Uncounted;

    public async Task InitializeAsync()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Requests");

        await GetAsync(app, "/sync", 3);
        await GetAsync(app, "/async", 2);
        await GetAsync(app, "/items/1");
        await GetAsync(app, "/items/2");
        await SendAsync(app, RawHttp.Request("POST", "/items/1", body: ""));
        await SendAsync(app, RawHttp.Request("DELETE", "/items/1"));
        await GetAsync(app, "/health", 2);
        await GetAsync(app, "/head");
        await SendAsync(app, RawHttp.Request("HEAD", "/head"));
        await SendAsync(app, RawHttp.Request("PURGE", "/any-method"));
        await SendAsync(app, RawHttp.Request("POST", "/sync", body: ""));

        await SendAsync(app, RawHttp.Request("POST", "/known", body: new string('k', 1000)));
        await SendAsync(app, RawHttp.Chunked("POST", "/chunked-up", new('a', 2000), new('b', 2999), "c"));
        await SendAsync(app, RawHttp.Chunked("POST", "/pipe-up", new('a', 500), new('b', 200)));
        await SendAsync(app, RawHttp.Request("POST", "/partial-read", body: new string('p', 100)));
        await SendAsync(app, RawHttp.Request("POST", "/unread", body: new string('u', 50)));

        foreach (var path in new[]
        {
            "/known-answer", "/stream", "/json", "/file", "/sendfile", "/bodywriter", "/body-swap",
            "/charset/latin1", "/charset/utf16", "/charset/odd", "/charset/none", "/branch", "/branch/below", "/tags",
        })
        {
            await GetAsync(app, path);
        }

        await GetAsync(app, "/boom/7");
        await GetAsync(app, "/boom/8");
        await GetAsync(app, "/boom-async");
        await GetAsync(app, "/mw-boom");
        await GetAsync(app, "/missing/1");
        await GetAsync(app, "/nowhere", 2);
        await SendAsync(app, RawHttp.Request("GET", "/sync", "X-Requested-With: XMLHttpRequest\r\n"));
        await SendAsync(app, RawHttp.Request("GET", "/nowhere", "X-Requested-With: XMLHttpRequest\r\n"));

        // Without metrics by the application's own word: neither here nor in the expectations.
        await app.GetAsync("/nometrics", 2);

        await RawHttp.ExchangeAsync(app.Port, RawHttp.Request("GET", "/abort"));
        await RawHttp.AbandonAsync(app.Port, RawHttp.Request("GET", "/hang"), () => HangingAsync(app, 1));
        await Deadline.MetAsync(() => HangingAsync(app, 0));

        Page = await app.ScrapeUntilAsync(page =>
            page.Sum(Requests, IsCounted) >= _answers && page.Sum("aspnetcore_unmeasured_requests_total") >= 2);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<bool> HangingAsync(AppProcess app, int wanted)
    {
        var answer = await app.Client.GetAsync("/hanging");
        CountCharset(answer.Content.Headers.ContentType?.CharSet);
        return await answer.Content.ReadAsStringAsync() == $"{wanted}";
    }

    private async Task GetAsync(AppProcess app, string path, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await SendAsync(app, RawHttp.Request("GET", path));
        }
    }

    private async Task SendAsync(AppProcess app, string request)
    {
        var answer = await RawHttp.ExchangeAsync(app.Port, request);
        var type = answer.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Type:", StringComparison.Ordinal));
        CountCharset(type?.Split("charset=") is [_, var charset] ? charset : null);
        _answers++;
    }

    private void CountCharset(string? charset)
    {
        var label = charset is null ? "none" : charset.StartsWith("x-", StringComparison.Ordinal) ? "other" : charset;
        _charsets[label] = _charsets.GetValueOrDefault(label) + 1;
    }
}
