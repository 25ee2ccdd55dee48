using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>What a host waits at until the test lets it go on, or has ended.</summary>
/// <remarks>The host connects to the port; the gate is open when the connection ends, or there is none to be had.</remarks>
internal sealed class Gate : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Gate()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    public string Port { get; }

    public void Open() => _listener.Stop();

    public void Dispose() => _listener.Dispose();
}
