using System.Text;
using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.TestOtlp;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Audit;

/// <summary>A host whose log is written in full, and whose page, push and log must not know what the application knows.</summary>
internal sealed class AuditedHost : IAsyncDisposable
{
    /// <summary>Stands in everything that is secret, and nowhere else.</summary>
    public const string Marker = "hush7c1f";

    /// <summary>What the connection strings of the test servers hold.</summary>
    private const string Password = "never-shown";

    private const string Protobuf = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    private readonly string _folder;
    private readonly OtlpReceiver _receiver;
    private readonly IReadOnlyList<string> _secrets;

    private AuditedHost(AppProcess app, string folder, OtlpReceiver receiver, IReadOnlyList<string> secrets)
    {
        _secrets = secrets;
        App = app;
        _folder = folder;
        _receiver = receiver;
    }

    public AppProcess App { get; }

    private string Log => Path.Combine(_folder, "own.log");

    public static Task<AuditedHost> StartAsync(string name, params (string Key, string Value)[] variables) =>
        StartAsync(all => AppProcess.StartAsync(name, all), [Marker, Password], variables);

    /// <summary>As the other, for a host that is started in a way of its own and knows secrets of its own.</summary>
    public static async Task<AuditedHost> StartAsync(
        Func<Dictionary<string, string>, Task<AppProcess>> start, IReadOnlyList<string> secrets, params (string Key, string Value)[] variables)
    {
        var folder = Tree.NewTemporaryFolder();
        var receiver = OtlpReceiver.Start();
        var all = DropIn.Variables(
            ("LogLevel", "Debug"),
            ("LogFile", Path.Combine(folder, "own.log")),
            ("OtlpEndpoint", receiver.Endpoint.Replace("://", $"://{Marker}:{Marker}@", StringComparison.Ordinal)));
        all["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-key={Marker}";
        all["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        foreach (var (key, value) in variables)
        {
            all[key] = value;
        }

        return new AuditedHost(await start(all), folder, receiver, secrets);
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

    /// <summary>
    /// Scrapes in every format, waits for a push, stops the host, and looks for secrets in all that the drop-in has told.
    /// Each of the families must be there, as the instrumentation has not seen the traffic otherwise.
    /// </summary>
    public async Task AssertSilentAsync(params string[] evidence)
    {
        var page = await App.ScrapeUntilAsync(page => evidence.All(page.HasFamily), Deadline.Default);
        Assert.All(evidence, family => Assert.True(page.HasFamily(family), $"{family} is missing"));
        AssertSilent(page.Text);
        AssertSilent((await App.ScrapeOpenMetricsAsync()).Text);
        var protobuf = await ScrapeProtobufAsync();
        Assert.All(evidence, family => Assert.Contains(family, protobuf, StringComparison.Ordinal));
        AssertSilent(protobuf);
        await Deadline.MetAsync(() => Task.FromResult(NotPushed(evidence).Count == 0));
        Assert.Empty(NotPushed(evidence));
        await AssertEndsSilentAsync();
    }

    /// <summary>Stops the host, and looks for secrets in the drop-in's log and in what it has pushed.</summary>
    public async Task AssertEndsSilentAsync()
    {
        // A host that ends waits for its last push for a short time only.
        await Deadline.MetAsync(() => Task.FromResult(_receiver.Exports.Count > 0));
        await App.Process.StopAsync();
        AssertSilent(await File.ReadAllTextAsync(Log));
        AssertSilent(string.Join('\n', App.Process.ErrorLines.Where(line => line.Contains("AspNetCorePrometheus", StringComparison.Ordinal))));
        Assert.NotEmpty(_receiver.Exports);
        Assert.All(_receiver.Exports, export => AssertSilent(Encoding.UTF8.GetString(export)));
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _receiver.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private List<string> NotPushed(string[] evidence)
    {
        var pushed = PageWords.Samples(Push.Parser.ParseFrom(_receiver.Exports is [.., var last] ? last : [])).Keys;
        return [.. evidence.Where(family => !pushed.Any(series => series.StartsWith(family, StringComparison.Ordinal)))];
    }

    private async Task<string> ScrapeProtobufAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, DropIn.PagePath);
        Assert.True(request.Headers.TryAddWithoutValidation("Accept", Protobuf));
        using var answer = await App.Client.SendAsync(request);
        Assert.Equal("application/vnd.google.protobuf", answer.Content.Headers.ContentType?.MediaType);
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
    }

    private void AssertSilent(string text) =>
        Assert.All(_secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
}
