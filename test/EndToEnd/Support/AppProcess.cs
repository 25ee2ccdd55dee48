using System.Net;
using System.Net.Http.Headers;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A published application, run as an operator runs it: a command, a port, environment variables.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private const int Attempts = 3;
    private const string PortTaken = "address already in use";

    private readonly string _ownFolder;

    private AppProcess(ChildProcess process, int port, string ownFolder)
    {
        Process = process;
        Port = port;
        _ownFolder = ownFolder;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        };
    }

    public ChildProcess Process { get; }

    public int Port { get; }

    public HttpClient Client { get; }

    /// <summary>Starts a host with the drop-in and these settings.</summary>
    public static Task<AppProcess> StartWithDropInAsync(string name, params (string Key, string Value)[] settings) =>
        StartAsync(name, DropIn.Variables(settings));

    /// <summary>As the other, with variables of the host's own.</summary>
    public static Task<AppProcess> StartWithDropInAndAsync(
        string name, (string Key, string Value)[] variables, params (string Key, string Value)[] settings)
    {
        var all = DropIn.Variables(settings);
        foreach (var (key, value) in variables)
        {
            all[key] = value;
        }

        return StartAsync(name, all);
    }

    /// <summary>Starts a host with these variables and no others, and returns when it accepts connections.</summary>
    public static Task<AppProcess> StartAsync(string name, Dictionary<string, string>? environment = null)
    {
        var (file, arguments) = Command(name);
        return StartCommandAsync(name, file, arguments, environment);
    }

    /// <summary>As <see cref="StartAsync"/>, with a command of the caller's that ends up running the host.</summary>
    public static async Task<AppProcess> StartCommandAsync(
        string name,
        string file,
        IEnumerable<string> arguments,
        Dictionary<string, string>? environment = null)
    {
        var command = arguments.ToList();
        for (var attempt = 1; ; attempt++)
        {
            var port = Ports.Free();
            var ownFolder = Tree.NewTemporaryFolder();
            var variables = new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["ConnectionStrings__Shop"] = $"Data Source={Path.Combine(ownFolder, "shop.db")}",
            };
            foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            {
                variables[key] = value;
            }

            var app = new AppProcess(ChildProcess.Start(file, command, Tree.Host(name), variables), port, ownFolder);
            if (await Deadline.MetAsync(async () => app.Process.HasExited || await Ports.AcceptsAsync(port))
                && !app.Process.HasExited)
            {
                return app;
            }

            var transcript = app.Process.Transcript;
            await app.DisposeAsync();
            if (attempt == Attempts || !transcript.Contains(PortTaken, StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"{name} did not start\n{transcript}");
            }
        }
    }

    /// <summary>The command line that runs a published host: by its own program if it brings its runtime or is a single file.</summary>
    public static (string File, string[] Arguments) Command(string name)
    {
        var folder = Tree.Host(name);
        var library = Path.Combine(folder, name + ".dll");
        return File.Exists(library) && !File.Exists(Path.Combine(folder, "libcoreclr.so"))
            ? ("dotnet", [library])
            : (Path.Combine(folder, name), []);
    }

    /// <summary>Sends a request without a body as often as is asked and returns the last status.</summary>
    public async Task<HttpStatusCode> SendAsync(string method, string path, int times = 1)
    {
        var status = default(HttpStatusCode);
        for (var i = 0; i < times; i++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await Client.SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            status = response.StatusCode;
        }

        return status;
    }

    public Task<HttpStatusCode> GetAsync(string path, int times = 1) => SendAsync("GET", path, times);

    /// <summary>The page in the plain text format, parsed strictly.</summary>
    public async Task<Page> ScrapeAsync(string path = DropIn.PagePath) =>
        PageParser.ParseText(await ReadAsync(path, null));

    /// <summary>The page in OpenMetrics 1.0.0, parsed strictly.</summary>
    public async Task<Page> ScrapeOpenMetricsAsync(string path = DropIn.PagePath) =>
        PageParser.ParseOpenMetrics(await ReadAsync(path, "application/openmetrics-text; version=1.0.0"));

    /// <summary>
    /// Scrapes until the page is as expected, since a request is counted a moment after its client has the answer;
    /// returns the last page in any case, for the assertions to judge.
    /// </summary>
    public async Task<Page> ScrapeUntilAsync(Func<Page, bool> expected, TimeSpan? limit = null)
    {
        Page page = null!;
        await Deadline.MetAsync(async () => expected(page = await ScrapeAsync()), limit);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        Directory.Delete(_ownFolder, recursive: true);
    }

    private async Task<string> ReadAsync(string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        }

        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.OK
            ? text
            : throw new InvalidOperationException(
                $"The page answered {(int)response.StatusCode}: {text}\n{Process.Transcript}");
    }
}
