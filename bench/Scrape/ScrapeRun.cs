using System.Globalization;
using System.Net.Http.Json;
using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.Scrape;

/// <summary>One process with its series, scraped many times over loopback; the ready-made array is sent turn by turn.</summary>
internal sealed class ScrapeRun : IAsyncDisposable
{
    private const int Turns = 10;
    private const int WarmUps = 4;

    // Scrapes are seconds apart: what the runtime compiles behind them is compiled before the next.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(0.5);

    private readonly Application _application;
    private readonly int _counters;
    private readonly string _accept;
    private readonly string? _encoding;
    private readonly byte[] _received = new byte[1 << 20];

    private ScrapeRun(Application application, int counters, string accept, string? encoding)
    {
        _application = application;
        _counters = counters;
        _accept = accept;
        _encoding = encoding;
    }

    public static async Task<ScrapeRun> StartAsync(int counters, string accept, string? encoding)
    {
        var application = Application.Start(
            [typeof(ScrapeRun).Assembly.Location, "serve", counters.ToString(CultureInfo.InvariantCulture)], DropIn.Home());
        await application.AnswersAsync("/figures?collect=false");
        return new ScrapeRun(application, counters, accept, encoding);
    }

    /// <summary>Scrapes so many times, after a warm-up, and prints medians over the turns.</summary>
    /// <param name="scrapes">How often.</param>
    /// <param name="sampled">Whether every series is to have exemplars.</param>
    public async Task MeasureAsync(int scrapes, bool sampled)
    {
        // What was measured before the first scrape leaves none.
        var bytes = await ReadAsync("/prometheus/metrics");
        if (sampled)
        {
            using var measured = await _application.Client.PostAsync(new Uri("/sampled", UriKind.Relative), null);
            measured.EnsureSuccessStatusCode();
            bytes = await ReadAsync("/prometheus/metrics");
        }

        await KeepAsync();
        var each = Math.Max(1, scrapes / Turns);
        for (var i = 0; i < WarmUps; i++)
        {
            await CostAsync("/prometheus/metrics", each);
            await CostAsync("/ready", each);
            await Task.Delay(Rest);
        }

        var before = await FiguresAsync(collect: true);
        var page = new List<ServerFigures>();
        var ready = new List<ServerFigures>();
        for (var turn = 0; turn < Turns; turn++)
        {
            page.Add(await CostAsync("/prometheus/metrics", each));
            ready.Add(await CostAsync("/ready", each));
        }

        var after = await FiguresAsync(collect: true);
        Print(bytes, page, ready, after.LargeObjectBytes - before.LargeObjectBytes);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private void Print(long bytes, List<ServerFigures> page, List<ServerFigures> ready, long largeObjects)
    {
        var cpu = page.Median(figures => figures.CpuMilliseconds);
        var array = ready.Median(figures => figures.CpuMilliseconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_counters,7} counters  {_accept,-28} {_encoding,-5}{bytes,10} bytes  "
            + $"CPU {cpu,7:f3} ms  array {array,7:f3} ms  ratio {cpu / array,5:f2}  "
            + $"allocated {page.Median(figures => figures.AllocatedBytes),7:f0} (array {ready.Median(figures => figures.AllocatedBytes):f0}) bytes  "
            + $"large-object heap {largeObjects:+0;-0;0} bytes"));
    }

    private async Task<ServerFigures> CostAsync(string path, int times)
    {
        var before = await FiguresAsync(collect: false);
        for (var i = 0; i < times; i++)
        {
            await ReadAsync(path);
        }

        var after = await FiguresAsync(collect: false);
        return new ServerFigures(
            (after.CpuMilliseconds - before.CpuMilliseconds) / times, (after.AllocatedBytes - before.AllocatedBytes) / times, 0);
    }

    private async Task KeepAsync()
    {
        using var request = Request("/prometheus/metrics");
        using var response = await _application.Client.SendAsync(request);
        using var content = new ByteArrayContent(await response.Content.ReadAsByteArrayAsync());
        using var kept = await _application.Client.PostAsync(new Uri("/ready", UriKind.Relative), content);
        kept.EnsureSuccessStatusCode();
    }

    private async Task<long> ReadAsync(string path)
    {
        using var request = Request(path);
        using var response = await _application.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var length = 0L;
        for (int read; (read = await body.ReadAsync(_received)) > 0; length += read)
        {
        }

        return length;
    }

    private HttpRequestMessage Request(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", _accept);
        request.Headers.TryAddWithoutValidation("X-Prometheus-Scrape-Timeout-Seconds", "10");
        if (_encoding is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", _encoding);
        }

        return request;
    }

    private async Task<ServerFigures> FiguresAsync(bool collect) => (await _application.Client.GetFromJsonAsync<ServerFigures>(
        new Uri($"/figures?collect={collect}", UriKind.Relative)))!;
}
