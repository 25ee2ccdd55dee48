using System.Net.Sockets;
using AspNetCorePrometheus.Instrumentation.Serving.OwnPort;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.OwnPort;

/// <summary>Each of the times is short where the others are longer than the test waits for the end of a connection.</summary>
[Collection(ProcessWide.Name)]
public sealed class OwnPortTimesTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private static readonly OwnPortTimes Long = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));

    [Fact]
    public async Task A_head_that_does_not_end_ends_the_connection()
    {
        using var client = new OwnPortRun(Answer, Long with { Head = Short }).Connect();

        await client.GetStream().WriteAsync("GET / HT"u8.ToArray());

        Assert.Equal(0, await ReadToEndAsync(client));
    }

    // The head of the next request has its own time, which begins with its first byte.
    [Fact]
    public async Task A_later_head_that_does_not_end_ends_the_connection()
    {
        using var client = new OwnPortRun(Answer, Long with { Head = TimeSpan.FromSeconds(1) }).Connect();

        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT"u8.ToArray());

        Assert.NotEqual(0, await ReadToEndAsync(client));
    }

    [Fact]
    public async Task A_client_that_sends_a_byte_now_and_then_gains_no_time()
    {
        using var client = new OwnPortRun(Answer, Long with { Head = Short }).Connect();
        using var limit = new CancellationTokenSource(Eventually.Patience);

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (true)
            {
                await client.GetStream().WriteAsync("a"u8.ToArray(), limit.Token);
                await Task.Delay(10, limit.Token);
            }
        });
    }

    [Fact]
    public async Task A_client_that_asks_nothing_more_is_let_go_of()
    {
        using var client = new OwnPortRun(Answer, Long with { Idle = Short }).Connect();

        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());

        Assert.NotEqual(0, await ReadToEndAsync(client));
    }

    [Fact]
    public async Task An_answer_that_nobody_takes_ends()
    {
        var ended = false;
        using var client = new OwnPortRun(Endless, Long with { Answer = Short }).Connect();

        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());

        await Eventually.True(() => Volatile.Read(ref ended), "the end of the answer");

        async Task Endless(HttpContext context)
        {
            try
            {
                while (true)
                {
                    await context.Response.Body.WriteAsync(new byte[1 << 20]);
                }
            }
            finally
            {
                Volatile.Write(ref ended, true);
            }
        }
    }

    private static Task Answer(HttpContext context) => context.Response.WriteAsync("well");

    // Throws if the connection does not end.
    private static async Task<int> ReadToEndAsync(TcpClient client)
    {
        using var limit = new CancellationTokenSource(Eventually.Patience);
        var buffer = new byte[1000];
        var all = 0;
        for (int read; (read = await client.GetStream().ReadAsync(buffer, limit.Token)) > 0;)
        {
            all += read;
        }

        return all;
    }
}
