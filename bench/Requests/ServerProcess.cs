using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>A server of <see cref="MinimalServer"/> in a process of its own, and the load on it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Connections = 8;

    private readonly Process _process;
    private readonly IPEndPoint _address;
    private readonly HttpClient _client = new();

    private ServerProcess(Process process, int port)
    {
        _process = process;
        _address = new IPEndPoint(IPAddress.Loopback, port);
    }

    public static async Task<ServerProcess> StartAsync(string? home)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        var start = new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], "serve", $"{port}"]);
        if (home is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(home, "AspNetCorePrometheus.StartupHook.dll");
            start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = "AspNetCorePrometheus.HostingStartup";
        }

        var server = new ServerProcess(Process.Start(start)!, port);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await server.UsedAsync();
                return server;
            }
            catch (HttpRequestException) when (attempt < 1000)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Sends requests over a few connections at once and returns what the server used for each.</summary>
    public async Task<RequestCost> LoadAsync(string path, int requests)
    {
        var (processor, bytes) = await UsedAsync();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync(path, requests / Connections)));
        var (processorAfter, bytesAfter) = await UsedAsync();
        return new RequestCost((processorAfter - processor) / requests, (double)(bytesAfter - bytes) / requests);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
    }

    private async Task<(double Microseconds, long Bytes)> UsedAsync()
    {
        var used = (await _client.GetStringAsync(new Uri($"http://{_address}/used"))).Split(' ');
        return (double.Parse(used[0], CultureInfo.InvariantCulture), long.Parse(used[1], CultureInfo.InvariantCulture));
    }

    private async Task SendAsync(string path, int requests)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(_address);
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var buffer = new byte[4096];
        var length = 0;
        for (var sent = 0; sent < requests; sent++)
        {
            await socket.SendAsync(request);
            var received = await socket.ReceiveAsync(buffer);

            // Every answer is as long as the first, which arrives in one piece or ends the run here.
            if (sent == 0)
            {
                length = received;
                if (!Encoding.ASCII.GetString(buffer, 0, received).StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
                {
                    throw new InvalidDataException($"{path} does not answer 200.");
                }
            }

            while (received < length)
            {
                received += await socket.ReceiveAsync(buffer.AsMemory(received));
            }
        }
    }
}
