using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AspNetCorePrometheus.Tds;

/// <summary>
/// A stand-in for SQL Server on a free loopback port, for clients that speak TDS 7.4 without encryption
/// (<c>Encrypt=false</c>). It answers what <see cref="Statement"/> says and counts what it has served.
/// </summary>
public sealed class TdsServer : IAsyncDisposable
{
    /// <summary>A user whose login is refused with error 18456.</summary>
    public const string LockedOutUser = "locked-out";

    /// <summary>A database that there is not: error 4060.</summary>
    public const string MissingDatabase = "missing";

    private readonly ConcurrentDictionary<Socket, Task> _sessions = [];

    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting = Task.CompletedTask;

    private TdsServer()
    {
    }

    /// <summary>What has been served since the start.</summary>
    public ServedCounts Counts { get; } = new();

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Whether new connections are accepted and then never answered.</summary>
    public bool Hangs { get; set; }

    /// <summary>Connections that are open now.</summary>
    public int Connections => _sessions.Count;

    /// <summary>Starts a server.</summary>
    public static TdsServer Start()
    {
        var server = new TdsServer();
        server.Listen();
        return server;
    }

    /// <summary>What a client sets to reach a database of this server.</summary>
    public string ConnectionString(string database, string user = "sa", string more = "") =>
        $"Server=127.0.0.1,{Port};Database={database};User ID={user};Password=never-shown;Encrypt=false;Connect Timeout=5;{more}";

    /// <summary>Refuses new connections and cuts those that are open, until <see cref="Resume"/>.</summary>
    public async Task StopAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var (socket, session) in _sessions)
        {
            socket.Dispose();
            await session;
        }
    }

    /// <summary>Accepts connections again, on the same port.</summary>
    public void Resume()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        Listen();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private void Listen()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync();
                socket.NoDelay = true;
                var registered = new TaskCompletionSource();
                _sessions[socket] = Hangs ? Task.CompletedTask : ServeAsync(socket, registered.Task);
                registered.SetResult();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket, Task registered)
    {
        await registered;
        using var channel = new Channel(socket);
        await new Session(channel, this).RunAsync();
        _sessions.TryRemove(socket, out _);
    }
}
