using System.Net;
using System.Net.Sockets;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>A database server that accepts connections and never says a word.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    // The backlog accepts for us.
    public SilentServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool HasBeenCalled => _listener.Pending();

    public void Dispose() => _listener.Dispose();
}
