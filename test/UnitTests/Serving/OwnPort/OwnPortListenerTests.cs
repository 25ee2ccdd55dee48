using System.Net;
using System.Net.Sockets;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.OwnPort;

[Collection(ProcessWide.Name)]
public sealed class OwnPortListenerTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string GetAndClose = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    [Fact]
    public void Requests_on_one_connection_are_answered_one_after_the_other()
    {
        var answer = new OwnPortRun(Path).Exchange(
            "GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Equal(2, answer.Split("HTTP/1.1 200 OK").Length - 1);
        Assert.True(answer.IndexOf("/a", StringComparison.Ordinal) < answer.IndexOf("/b", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "400 Bad Request")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400 Bad Request")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 HTTP Version Not Supported")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nbody", "200 OK")]
    public void A_bad_request_is_told_and_ends_the_connection(string request, string status) =>
        Assert.StartsWith("HTTP/1.1 " + status, new OwnPortRun(Path).Exchange(request), StringComparison.Ordinal);

    [Fact]
    public void A_head_that_is_too_large_is_told() => Assert.StartsWith(
        "HTTP/1.1 431", new OwnPortRun(Path).Exchange("GET /" + new string('a', 20_000)), StringComparison.Ordinal);

    [Fact]
    public void An_answer_that_fails_is_an_error_status_and_the_next_one_may_be_well()
    {
        var run = new OwnPortRun(context =>
            context.Request.Path == "/bad" ? throw new InvalidOperationException("on purpose") : Path(context));

        Assert.StartsWith("HTTP/1.1 500", run.Exchange(GetAndClose.Replace("GET /", "GET /bad", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", run.Exchange(GetAndClose), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_say_nothing_do_not_keep_a_scraper_out()
    {
        var run = new OwnPortRun(Path);
        var silent = new List<TcpClient>();
        for (var i = 0; i < 300; i++)
        {
            silent.Add(run.Connect());
            await silent[^1].GetStream().WriteAsync("GET / HT"u8.ToArray());
        }

        Assert.StartsWith("HTTP/1.1 200", run.Exchange(GetAndClose), StringComparison.Ordinal);
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_connection_that_is_being_answered_makes_no_room_for_another()
    {
        using var hold = new ManualResetEventSlim();
        var waiting = 0;
        var run = new OwnPortRun(context =>
        {
            Interlocked.Increment(ref waiting);
            Assert.True(hold.Wait(TimeSpan.FromMinutes(1)));
            return Path(context);
        });
        var busy = Enumerable.Range(0, 64).Select(_ => run.Connect()).ToArray();
        Array.ForEach(busy, client => client.GetStream().Write("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8));
        try
        {
            await Eventually.True(() => Volatile.Read(ref waiting) == 64, "64 requests that are being answered");
            using var refused = run.Connect();
            Assert.Equal(0, await ReadAsync(refused));
        }
        finally
        {
            hold.Set();
        }

        foreach (var client in busy)
        {
            Assert.NotEqual(0, await ReadAsync(client));
            client.Dispose();
        }
    }

    [Fact]
    public void The_first_free_port_of_the_range_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.InRange(
            new OwnPortRun(Path, ("Port", ""), ("PortRange", $"{port}-{Math.Min(port + 50, 65535)}")).Port, port + 1, port + 50);
    }

    [Fact]
    public async Task A_taken_port_is_reported_and_taken_when_it_is_free()
    {
        using var log = new LogFile();
        var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var run = new OwnPortRun(Path, ("Port", $"{((IPEndPoint)taken.LocalEndpoint).Port}"));
        Assert.Empty(run.Listener.Pages());
        Assert.Contains("[70]", log.Text, StringComparison.Ordinal);

        taken.Stop();
        await Eventually.True(() => run.Listener.Pages().Length == 1, "an open port");
        Assert.StartsWith("HTTP/1.1 200", run.Exchange(GetAndClose), StringComparison.Ordinal);
        Assert.Contains("from now on", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_the_applications_server_is_about_to_take_is_left_to_it()
    {
        var first = OwnPortRun.FreePort();
        var run = new OwnPortRun(Path, ("Port", $"{first}"), ("PortRange", $"{OwnPortRun.FreePort()}-65535"));
        Assert.Equal(first, run.Port);

        run.Listener.Avoid([first]);
        using var server = new TcpListener(IPAddress.Loopback, first);
        server.Start();

        Assert.NotEqual(first, run.Port);
        Assert.StartsWith("HTTP/1.1 200", run.Exchange(GetAndClose), StringComparison.Ordinal);
    }

    [Fact]
    public void Localhost_is_both_loopback_addresses()
    {
        var pages = new OwnPortRun(Path, ("Address", "localhost")).Listener.Pages();

        Assert.Contains(pages, page => page.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
        Assert.Equal(Socket.OSSupportsIPv6 ? 2 : 1, pages.Length);
    }

    [Fact]
    public void A_connection_ends_after_many_requests()
    {
        var answer = new OwnPortRun(Path).Exchange(string.Concat(Enumerable.Repeat(Get, 1100)));

        Assert.Equal(1000, answer.Split("HTTP/1.1 200 OK").Length - 1);
    }

    private static async Task<int> ReadAsync(TcpClient client)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            return await client.GetStream().ReadAsync(new byte[100], limit.Token);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static Task Path(HttpContext context) => context.Response.WriteAsync(context.Request.Path);
}
