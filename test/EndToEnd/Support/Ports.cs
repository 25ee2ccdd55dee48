using System.Net;
using System.Net.Sockets;

namespace AspNetCorePrometheus.EndToEnd.Support;

internal static class Ports
{
    private static readonly HashSet<int> Given = [];

    /// <summary>A loopback port that was free a moment ago and that this run has not given to anybody else.</summary>
    public static int Free()
    {
        lock (Given)
        {
            while (true)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (Given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    /// <summary>Whether a connection is accepted; says nothing to the server, so that no request is counted.</summary>
    public static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
