using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>HTTP as bytes on a socket, for what a client library hides: header order, chunks, early ends.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request and reads until the server closes or resets; bytes stay as they are.</summary>
    public static async Task<string> ExchangeAsync(int port, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));

        using var answer = new MemoryStream();
        using var limit = new CancellationTokenSource(Deadline.Default);
        try
        {
            await stream.CopyToAsync(answer, limit.Token);
        }
        catch (IOException reset)
            when (reset.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // An aborted request ends like this; what came before it is the answer.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    /// <summary>A request that closes its connection, with a body of known length if there is one.</summary>
    public static string Request(string method, string path, string headers = "", string? body = null) =>
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + (body is null ? "" : $"Content-Length: {body.Length}\r\n")
        + headers + "\r\n" + body;

    /// <summary>A request whose body comes in chunks of these texts.</summary>
    public static string Chunked(string method, string path, params string[] chunks) =>
        Request(method, path, "Transfer-Encoding: chunked\r\n")
        + string.Concat(chunks.Select(chunk => $"{chunk.Length:x}\r\n{chunk}\r\n")) + "0\r\n\r\n";

    /// <summary>Sends a request and resets the connection once the condition holds.</summary>
    public static async Task AbandonAsync(int port, string request, Func<Task<bool>> when)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        await Deadline.MetAsync(when);
        client.LingerState = new LingerOption(enable: true, seconds: 0);
    }
}
