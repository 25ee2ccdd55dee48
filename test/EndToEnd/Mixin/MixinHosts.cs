using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using AspNetCorePrometheus.EndToEnd.SampleApp;
using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.Mixin;

/// <summary>The sample application, and hosts with what it lacks: PostgreSQL, other caches, TLS, SignalR, limits.</summary>
internal sealed class MixinHosts : IAsyncDisposable
{
    private static readonly byte[] HubGreeting = [.. """{"protocol":"json","version":1}"""u8, 0x1e];

    private readonly List<IAsyncDisposable> _started = [];
    private readonly Dictionary<string, AppProcess> _hosts = [];
    private readonly ClientWebSocket _hubClient = new();

    /// <summary>Each host by its job.</summary>
    public IReadOnlyDictionary<string, AppProcess> ByJob => _hosts;

    public AppProcess Shop => _hosts["shop"];

    public static async Task<MixinHosts> StartAsync()
    {
        var hosts = new MixinHosts();
        var postgres = hosts.Keep(await PostgresServer.StartAsync());
        var memcached = hosts.Keep(await CacheServer.StartMemcachedAsync());
        await postgres.ExecuteAsync("postgres", "CREATE DATABASE orders");
        await hosts.StartAsync("shop", "Shop", []);
        await hosts.StartAsync(
            "blog",
            "DataPostgres",
            [
                // A second connection at the same time finds the pool empty.
                ("ConnectionStrings__Data", postgres.ConnectionString("data") + ";Maximum Pool Size=1;Timeout=1"),
                ("Unreachable", "Host=127.0.0.1;Port=1;Username=u;Password=never-shown;Database=x"),
            ]);
        await hosts.StartAsync(
            "stores",
            "TwoContexts",
            [
                ("ConnectionStrings__Orders", postgres.ConnectionString("orders")),
                ("ConnectionStrings__Stock", $"Host=127.0.0.1;Port={Ports.Free()};Username=u;Password=never-shown;Database=x"),
            ],
            ("MigrationsRefreshSeconds", "1"));
        await hosts.StartAsync("caches", "Caches", [("Memcached", $"{memcached.Port}"), ("Redis", $"127.0.0.1:{Ports.Free()}")]);
        await hosts.StartAsync("features", "Features", [], ("SeriesLimits", "http.client.request.duration=2"));
        await hosts.JoinHubAsync(hosts._hubClient);
        return hosts;
    }

    /// <summary>Some requests for everything, failures among them.</summary>
    public Task SendAsync() => Task.WhenAll(SendToShopAsync(), SendToBlogAsync(), SendToCachesAsync(), SendToFeaturesAsync());

    public async ValueTask DisposeAsync()
    {
        _hubClient.Dispose();
        foreach (var one in Enumerable.Reverse(_started))
        {
            await one.DisposeAsync();
        }
    }

    private async Task StartAsync(
        string job, string host, (string Key, string Value)[] variables, params (string Key, string Value)[] settings) =>
        _hosts[job] = Keep(await AppProcess.StartWithDropInAndAsync(host, variables, settings));

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Add(started);
        return started;
    }

    private async Task SendToShopAsync()
    {
        await ShopTraffic.SendAsync(Shop);
        var active = await ActiveRequestsAsync();
        await RawHttp.AbandonAsync(
            Shop.Port, RawHttp.Request("GET", "/supplier/quote"), async () => await ActiveRequestsAsync() > active);
    }

    private async Task<double> ActiveRequestsAsync() => (await Shop.ScrapeAsync()).Sum("http_server_active_requests");

    private async Task SendToBlogAsync()
    {
        var blog = _hosts["blog"];
        foreach (var path in new[] { "/insert", "/tagged", "/retried" })
        {
            await blog.SendAsync("POST", path);
        }

        foreach (var path in new[] { "/select", "/failing", "/unreachable", "/mixed" })
        {
            await blog.GetAsync(path);
        }
    }

    private async Task SendToCachesAsync()
    {
        var caches = _hosts["caches"];
        foreach (var path in new[] { "memcached/get/absent", "memcached/set/one", "memcached/get/one", "files/get/absent", "redis/get/one" })
        {
            await caches.GetAsync("/cache/" + path);
        }

        await caches.GetAsync("/output", 2);
        await caches.GetAsync("/response", 2);
        await caches.GetAsync("/memory/one", 2);
    }

    private async Task SendToFeaturesAsync()
    {
        var features = _hosts["features"];
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => features.GetAsync("/limited")));
        await features.GetAsync("/outgoing");
        await features.GetAsync("/sized/one");
        await features.GetAsync("/answer/302");
        await features.GetAsync("/answer/404");
        await CrowdAsync(features.Port);
        using var passing = new ClientWebSocket();
        await JoinHubAsync(passing);
    }

    private async Task JoinHubAsync(ClientWebSocket client)
    {
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{_hosts["features"].Port}/hubs/echo"), default);
        await client.SendAsync(HubGreeting, WebSocketMessageType.Text, endOfMessage: true, default);
    }

    // More connections at once than the host admits.
    private static async Task CrowdAsync(int port)
    {
        var crowd = Enumerable.Range(0, 60).Select(_ => new TcpClient()).ToList();
        await Task.WhenAll(crowd.Select(client => client.ConnectAsync(IPAddress.Loopback, port)));
        crowd.ForEach(client => client.Dispose());
    }
}
