using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.Soak;

/// <summary>Mixed traffic for the sample application that keeps an account of what it has sent.</summary>
internal sealed class SoakLoad(int http1, int http2) : IDisposable
{
    private const string Json = "application/json";

    // A verb, a path, and a body if there is one; {0} is a number that differs from request to request.
    private static readonly (string Method, string Path, string? Body)[] Mix =
    [
        ("GET", "/products", null),
        ("GET", "/products/1", null),
        ("GET", "/products/{0}", null),
        ("GET", "/products/export", null),
        ("GET", "/Catalog", null),
        ("GET", "/Catalog/Details/2", null),
        ("GET", "/Stock", null),
        ("GET", "/healthz", null),
        ("GET", "/nothing/{0}", null),
        ("GET", "/supplier/refund", null),
        ("POST", "/supplier/invoice", "{0}{0}{0}{0}"),
        ("POST", "/orders", "not json"),
        ("PUT", "/baskets/b{0}", """{{"items":[{{"productId":1,"quantity":2}}]}}"""),
        ("GET", "/baskets/b{0}", null),
        ("DELETE", "/baskets/b{0}", null),
        ("POST", "/orders", """{{"customer":"Ada","payment":"Card","lines":[{{"productId":1,"quantity":1}}]}}"""),
    ];

    private readonly HttpClient _first = Client(http1, HttpVersion.Version11);
    private readonly HttpClient _second = Client(http2, HttpVersion.Version20);
    private readonly ConcurrentDictionary<int, int> _answered = new();
    private int _next;
    private int _abandoned;

    /// <summary>Requests that were answered, by status.</summary>
    public IReadOnlyDictionary<int, int> Answered => _answered;

    /// <summary>Requests whose client went away while they were answered.</summary>
    public int Abandoned => _abandoned;

    /// <summary>Sends one after the other until the time is over; one in forty is abandoned half-way.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _next);
            if (number % 40 == 0)
            {
                await AbandonAsync();
            }
            else
            {
                await SendAsync(number, number % 3 == 0 ? _second : _first);
            }
        }
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private static HttpClient Client(int port, Version version) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = TimeSpan.FromMinutes(2),
    };

    private async Task SendAsync(int number, HttpClient client)
    {
        var (method, path, body) = Mix[number % Mix.Length];
        using var request = new HttpRequestMessage(new HttpMethod(method), Format(path, number))
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        request.Content = body is null ? null : new StringContent(Format(body, number), Encoding.UTF8, Json);
        using var answer = await client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        _answered.AddOrUpdate((int)answer.StatusCode, 1, static (_, count) => count + 1);
    }

    // Once a byte of the answer is there the application has had the request.
    private async Task AbandonAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, http1);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(RawHttp.Request("GET", "/products/export")));
        await client.GetStream().ReadExactlyAsync(new byte[1]);
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        Interlocked.Increment(ref _abandoned);
    }

    private static string Format(string text, int number) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, text, number % 1000);
}
