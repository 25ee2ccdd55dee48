using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>One host of the measured process, and the load on it.</summary>
internal sealed class LoadedHost(Uri address) : IDisposable
{
    private const int Connections = 8;

    private readonly HttpClient _client = new() { BaseAddress = address };

    /// <summary>Whether this host shows metrics.</summary>
    public async Task<bool> HasPageAsync()
    {
        using var response = await _client.GetAsync(new Uri("/prometheus/metrics", UriKind.Relative));
        return response.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Sends requests over a few connections at once and returns what the process used for each.</summary>
    /// <param name="path">The endpoint's path.</param>
    /// <param name="requests">About how many requests are sent over all connections.</param>
    /// <param name="atOnce">How many of them go into one packet, as pipelined requests do.</param>
    public async Task<Cost> LoadAsync(string path, int requests, int atOnce)
    {
        var packets = Math.Max(1, requests / Connections / atOnce);
        var (processor, bytes) = await UsedAsync();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync(path, packets, atOnce)));
        var (processorAfter, bytesAfter) = await UsedAsync();

        // Each connection begins with a single request.
        var sent = Connections * (1 + (packets * atOnce));
        return new Cost((processorAfter - processor) / sent, (double)(bytesAfter - bytes) / sent);
    }

    public void Dispose() => _client.Dispose();

    private async Task<(double Microseconds, long Bytes)> UsedAsync()
    {
        var used = (await _client.GetStringAsync(new Uri("/used", UriKind.Relative))).Split(' ');
        return (double.Parse(used[0], CultureInfo.InvariantCulture), long.Parse(used[1], CultureInfo.InvariantCulture));
    }

    private async Task SendAsync(string path, int packets, int atOnce)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var packet = Enumerable.Repeat(request, atOnce).SelectMany(bytes => bytes).ToArray();
        var buffer = new byte[16384];

        // Every answer is as long as the first, which arrives in one piece or ends the run here.
        await socket.SendAsync(request);
        var length = await socket.ReceiveAsync(buffer);
        if (!Encoding.ASCII.GetString(buffer, 0, length).StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path} does not answer 200.");
        }

        for (var sent = 0; sent < packets; sent++)
        {
            await socket.SendAsync(packet);
            for (var left = length * atOnce; left > 0;)
            {
                var received = await socket.ReceiveAsync(buffer);
                left -= received > 0 ? received : throw new InvalidDataException($"The server has closed a connection of {path}.");
            }
        }
    }
}
