using System.Text;
using AspNetCorePrometheus.Instrumentation.Serving.OwnPort;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.OwnPort;

public sealed class AnswerStreamTests
{
    [Fact]
    public void A_body_of_known_length_goes_out_as_it_is()
    {
        var (text, isLast) = Answer("GET", "HTTP/1.1", async context =>
        {
            context.Response.ContentLength = 5;
            await context.Response.Body.WriteAsync("hel"u8.ToArray());
            await context.Response.BodyWriter.WriteAsync("lo"u8.ToArray());
        });

        Assert.StartsWith("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: ", text, StringComparison.Ordinal);
        Assert.EndsWith("GMT\r\n\r\nhello", text, StringComparison.Ordinal);
        Assert.False(isLast);
    }

    [Fact]
    public void A_body_of_unknown_length_is_chunked()
    {
        var (text, isLast) = Answer("GET", "HTTP/1.1", async context =>
        {
            await context.Response.Body.WriteAsync("hello"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await context.Response.Body.WriteAsync(new byte[26]);
        });

        Assert.Contains("Transfer-Encoding: chunked\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n5\r\nhello\r\n1a\r\n" + new string('\0', 26) + "\r\n0\r\n\r\n", text, StringComparison.Ordinal);
        Assert.False(isLast);
    }

    [Fact]
    public void An_old_client_gets_it_to_the_end_of_the_connection()
    {
        var (text, isLast) = Answer("GET", "HTTP/1.0", context => context.Response.Body.WriteAsync("hello"u8.ToArray()).AsTask());

        Assert.Contains("Connection: close\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nhello", text, StringComparison.Ordinal);
        Assert.True(isLast);
    }

    [Fact]
    public void A_head_has_no_body()
    {
        var (text, isLast) = Answer("HEAD", "HTTP/1.1", context =>
        {
            context.Response.ContentLength = 5;
            return context.Response.Body.WriteAsync("hello"u8.ToArray()).AsTask();
        });

        Assert.Contains("Content-Length: 5\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
        Assert.False(isLast);
    }

    [Fact]
    public void Nothing_written_is_an_empty_body()
    {
        var (text, _) = Answer("GET", "HTTP/1.1", context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        Assert.StartsWith("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_is_cut_is_an_error_that_ends_the_connection() => Assert.Throws<IOException>(() =>
        Answer("GET", "HTTP/1.1", context =>
        {
            context.Response.ContentLength = 6;
            return context.Response.Body.WriteAsync("hello"u8.ToArray()).AsTask();
        }));

    [Fact]
    public void Callbacks_of_the_response_run()
    {
        var order = new List<string>();
        Answer("GET", "HTTP/1.1", async context =>
        {
            context.Response.OnStarting(() => Add("starting"));
            context.Response.OnCompleted(() => Add("completed"));
            await context.Response.Body.WriteAsync("x"u8.ToArray());
            await Add("written");
        });

        Assert.Equal(["starting", "written", "completed"], order);

        Task Add(string what)
        {
            order.Add(what);
            return Task.CompletedTask;
        }
    }

    private static (string Text, bool IsLast) Answer(string method, string protocol, RequestDelegate serve)
    {
        var head = RequestHeadParser.Parse(Encoding.Latin1.GetBytes($"{method} / {protocol}\r\nHost: a"));
        using var sent = new MemoryStream();
        using var answer = new AnswerStream(sent, head, head.IsLast, () => { });
        OwnExchange.Run(head, answer, null, isTls: false, serve);
        return (Encoding.Latin1.GetString(sent.ToArray()), answer.IsLast);
    }
}
