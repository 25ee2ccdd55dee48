using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Serving;

public sealed class OwnPortTests
{
    private const string Host = "Stalling";
    private const string ListenerInfo = "aspnetcore_prometheus_listener_info";

    [Fact]
    public async Task The_page_answers_while_the_thread_pool_is_starved_and_the_application_does_not()
    {
        var port = Ports.Free();
        await using var app = await AppProcess.StartWithDropInAsync(Host, ("Port", $"{port}"));
        using var gate = new Gate();
        await app.SendAsync("POST", $"/starve?gate={gate.Port}");
        using var impatient = new HttpClient { BaseAddress = app.Client.BaseAddress, Timeout = TimeSpan.FromSeconds(1) };
        Assert.True(await Deadline.MetAsync(() => TimesOutAsync(impatient)), "the application is not starved");

        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(1, (await OwnPort.ScrapeAsync(port)).Value(ListenerInfo, ("port", $"{port}")));
            fastest = watch.Elapsed < fastest ? watch.Elapsed : fastest;
        }

        // This machine has other things to do: the best of several says what the starvation lets through.
        Assert.InRange(fastest, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.True(await TimesOutAsync(impatient), "the application was not starved any more");
        gate.Open();
        Assert.True(await Deadline.MetAsync(async () => !await TimesOutAsync(impatient)), "the application is starved still");
    }

    [Fact]
    public async Task The_page_answers_before_the_applications_server_has_started_and_after_it_has_stopped()
    {
        var port = Ports.Free();
        using var gate = new Gate();
        var (file, arguments) = AppProcess.Command(Host);
        var own = Ports.Free();
        var variables = DropIn.Variables(("Port", $"{port}"), ("Address", "127.0.0.1"));
        variables["ASPNETCORE_URLS"] = $"http://127.0.0.1:{own}";
        variables["LATE_GATE"] = gate.Port;
        await using var process = ChildProcess.Start(file, arguments, Tree.Host(Host), variables);

        Assert.True(await Deadline.MetAsync(() => OwnPort.AnswersAsync(port)), process.Transcript);
        Assert.False(await Ports.AcceptsAsync(own));

        gate.Open();
        Assert.True(await Deadline.MetAsync(() => Ports.AcceptsAsync(own)), process.Transcript);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{own}") };
        await client.PostAsync("/stop", null);
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(process.OutputLines.Contains("the host has ended"))), process.Transcript);
        Assert.False(await Ports.AcceptsAsync(own));
        Assert.True(await Deadline.MetAsync(() => OwnPort.AnswersAsync(port)), process.Transcript);
    }

    [Fact]
    public async Task A_taken_port_is_a_report_and_the_application_runs()
    {
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var app = await AppProcess.StartWithDropInAsync(Host, ("Port", $"{port}"));

        Assert.True((await app.ScrapeAsync()).HasFamily("aspnetcore_prometheus_build_info"));
        Assert.DoesNotContain($":{port}/", await OwnPort.StartLineAsync(app.Process), StringComparison.Ordinal);
        Assert.Contains(app.Process.ErrorLines, line => line.Contains("[70]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:{0}")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "{0}")]
    [InlineData("Kestrel__Endpoints__Main__Url", "http://127.0.0.1:{0}")]
    [InlineData("CODED_PORT", "{0}")]
    public async Task A_port_that_is_the_applications_own_is_left_to_it(string variable, string form)
    {
        using var gate = new Gate();
        var (file, arguments) = AppProcess.Command(Host);
        var port = Ports.Free();
        var next = Ports.Free();
        var variables = DropIn.Variables(("Port", $"{port}"), ("PortRange", $"{next}-{next}"));
        variables[variable] = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, port);
        variables["LATE_GATE"] = gate.Port;
        await using var process = ChildProcess.Start(file, arguments, Tree.Host(Host), variables);
        using var client = new HttpClient();
        Assert.True(await Deadline.MetAsync(() => OwnPort.AnswersAsync(port)), process.Transcript);

        gate.Open();
        Assert.True(
            await Deadline.MetAsync(async () => process.HasExited || await IsApplicationAsync(client, port)), process.Transcript);
        Assert.False(process.HasExited, process.Transcript);
        Assert.True(await Deadline.MetAsync(() => OwnPort.AnswersAsync(next)), process.Transcript);
    }

    [Fact]
    public async Task Two_processes_take_the_first_free_ports_of_a_range_and_say_which()
    {
        var range = FreeRange();
        var settings = new[] { ("PortRange", $"{range}-{range + 9}"), ("Address", "127.0.0.1") };
        await using var one = await AppProcess.StartWithDropInAsync("EmptyWeb", settings);
        await using var two = await AppProcess.StartWithDropInAsync("EmptyWeb", settings);

        foreach (var (app, port) in new[] { (one, range), (two, range + 1) })
        {
            Assert.Contains(OwnPort.Url(port), await OwnPort.StartLineAsync(app.Process), StringComparison.Ordinal);
            Assert.Equal(
                1, (await OwnPort.ScrapeAsync(port)).Value(ListenerInfo, ("address", "127.0.0.1"), ("port", $"{port}")));
        }
    }

    [Fact]
    public async Task Two_hosts_of_one_process_share_one_own_port()
    {
        var port = Ports.Free();
        await using var app = await AppProcess.StartWithDropInAndAsync(
            "TwoHosts", [("URLS_A", $"http://127.0.0.1:{Ports.Free()}")], ("Port", $"{port}"));

        Assert.Single((await OwnPort.ScrapeAsync(port)).Samples(ListenerInfo));
        Assert.DoesNotContain(app.Process.ErrorLines, line => line.Contains("[70]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_OnlyOwnPort_the_path_at_the_applications_ports_belongs_to_the_application()
    {
        var port = Ports.Free();
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("Port", $"{port}"), ("OnlyOwnPort", "true"));

        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync(DropIn.PagePath));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/"));
        Assert.True(await Deadline.MetAsync(() => OwnPort.AnswersAsync(port)));
        Assert.DoesNotContain($":{app.Port}/", await OwnPort.StartLineAsync(app.Process), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_clients_and_many_connections_keep_no_scraper_out()
    {
        var port = Ports.Free();
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("Port", $"{port}"));
        await OwnPort.StartLineAsync(app.Process);
        var slow = new List<TcpClient>();
        for (var i = 0; i < 500; i++)
        {
            slow.Add(new TcpClient("127.0.0.1", port));
            await slow[^1].GetStream().WriteAsync("GET /prometheus/metr"u8.ToArray());
        }

        Assert.True(await Deadline.MetAsync(() => OwnPort.AnswersAsync(port)));
        Assert.InRange(Process.GetProcessById(app.Process.Id).Threads.Count, 1, 200);
        slow.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task The_own_port_negotiates_as_the_applications_port_does()
    {
        var port = Ports.Free();
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("Port", $"{port}"));
        await OwnPort.StartLineAsync(app.Process);

        foreach (var request in new[]
        {
            RawHttp.Request("HEAD", DropIn.PagePath),
            RawHttp.Request("GET", DropIn.PagePath, "Accept: application/openmetrics-text;version=1.0.0\r\n"),
            RawHttp.Request("GET", DropIn.PagePath.ToUpperInvariant() + "?x=y"),
            RawHttp.Request("POST", DropIn.PagePath, body: "x"),
            RawHttp.Request("GET", "/other"),
        })
        {
            Assert.Equal(
                Facts(await RawHttp.ExchangeAsync(app.Port, request)), Facts(await RawHttp.ExchangeAsync(port, request)));
        }
    }

    private static string Facts(string answer) => string.Join('\n', answer.Split("\r\n\r\n")[0].Split("\r\n")
        .Where(line => line.Contains("HTTP/", StringComparison.Ordinal) || line.StartsWith("Content-Type", StringComparison.Ordinal)
            || line.StartsWith("Allow", StringComparison.Ordinal) || line.StartsWith("Cache-Control", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal));

    private static int FreeRange()
    {
        while (true)
        {
            var first = Ports.Free();
            if (first < 65_000 && Enumerable.Range(first, 2).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<bool> TimesOutAsync(HttpClient client)
    {
        try
        {
            await client.GetStringAsync("/");
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static async Task<bool> IsApplicationAsync(HttpClient client, int port)
    {
        try
        {
            return await client.GetStringAsync($"http://127.0.0.1:{port}/") == "running";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
