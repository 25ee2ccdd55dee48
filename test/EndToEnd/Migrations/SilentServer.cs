using System.Net;
using System.Net.Sockets;
using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>A database server that accepts connections and never says a word.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    // The backlog accepts for us.
    public SilentServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool HasBeenCalled => _listener.Pending();

    /// <summary>The next call, as soon as somebody has called; who has hung up since is told by <see cref="HasHungUp"/>.</summary>
    public Task<Socket> AnswerAsync() => _listener.AcceptSocketAsync().WaitAsync(Deadline.Default);

    /// <summary>Whether the caller has ended a call.</summary>
    public static bool HasHungUp(Socket call)
    {
        var said = new byte[1024];
        try
        {
            while (call.Poll(0, SelectMode.SelectRead))
            {
                if (call.Receive(said) == 0)
                {
                    return true;
                }
            }

            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Dispose() => _listener.Dispose();
}
