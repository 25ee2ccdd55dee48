using System.Net;
using System.Net.Sockets;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Self;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>The page at a port of our own, served by blocking sockets on threads of our own, one for each connection.</summary>
/// <remarks>
/// Neither the application's server nor its thread pool takes part, so the page answers while they are starved, down or not yet
/// started: that is when somebody wants to see it. The port is never one that the application's own server is about to take.
/// </remarks>
#pragma warning disable CA1001 // It ends with the process.
internal sealed class OwnPortListener(PrometheusSettings settings, RequestDelegate serve, ServingMeter meter)
#pragma warning restore CA1001
{
    private readonly Lock _changing = new();
    private readonly ManualResetEventSlim _tried = new();
    private readonly OwnConnections _connections = new(OwnPortLimits.Connections);
    private readonly CertificateFiles? _certificate = settings.OwnPort.IsTls ? new CertificateFiles(settings.OwnPort) : null;

    private Socket[] _sockets = [];
    private int[] _avoided = [];

    /// <summary>How long clients may take.</summary>
    public OwnPortTimes Times { get; init; } = OwnPortTimes.Usual;

    /// <summary>Opens the port in the background, and tries again while it cannot be opened.</summary>
    public void Start() => OwnThread.Start("own port", Run);

    /// <summary>Leaves these ports to the application's server, which is about to start, and takes another one if there is one.</summary>
    public void Avoid(int[] ports)
    {
        lock (_changing)
        {
            _avoided = [.. _avoided, .. ports];
            if (_sockets.Length > 0 && _avoided.Contains(PortOf(_sockets[0])))
            {
                _tried.Reset();
                Close();
            }
        }
    }

    /// <summary>The page's addresses, when the first attempt has been made; none if it has failed.</summary>
    public string[] Pages()
    {
        _tried.Wait(OwnPortLimits.Opening);
        lock (_changing)
        {
            return [.. _sockets.Select(socket => $"{(settings.OwnPort.IsTls ? "https" : "http")}://{socket.LocalEndPoint}{settings.Path}")];
        }
    }

    private void Run()
    {
        for (var isFirst = true; ; isFirst = false)
        {
            if (!TryOpen(out var sockets, isFirst))
            {
                Thread.Sleep(OwnPortLimits.Retry);
                continue;
            }

            foreach (var socket in sockets.AsSpan(1))
            {
                OwnThread.Start("own port", () => Accept(socket));
            }

            Accept(sockets[0]);
        }
    }

    private bool TryOpen(out Socket[] sockets, bool isFirst)
    {
        sockets = [];
        try
        {
            _certificate?.Current();
            lock (_changing)
            {
                sockets = _sockets = ListenEndPoints.Open(settings.OwnPort, _avoided);
                meter.Listens([.. sockets.Select(socket => (IPEndPoint)socket.LocalEndPoint!)]);
            }

            if (_tried.IsSet)
            {
                OwnLog.WriteAlways(LogEvents.Started, $"{SelfMeter.Version}: metrics at {string.Join(' ', Pages())} from now on");
            }

            return true;
        }
        catch (Exception) when (!isFirst && _tried.IsSet)
        {
            // Reported the first time.
            return false;
        }
        catch (Exception exception)
        {
            FaultReport.Note(
                LogEvents.OwnPortFailed,
                "own_port",
                $"the own port cannot be opened, and is tried again ({exception.GetType().Name}: {exception.Message})");
            return false;
        }
        finally
        {
            _tried.Set();
        }
    }

    private void Accept(Socket listener)
    {
        while (true)
        {
            try
            {
                var client = listener.Accept();
                FaultSeam.Pass(Boundaries.OwnPortAccept);
                Take(client);
            }
            catch (Exception) when (IsClosed(listener))
            {
                return;
            }
            catch (SocketException exception)
            {
                // Out of file handles, mostly: those who are connected may leave.
                FaultReport.Note(LogEvents.OwnPortFailed, "own_port", $"a connection cannot be taken ({exception.SocketErrorCode})");
                Thread.Sleep(OwnPortLimits.Linger);
            }
            catch (Exception exception) when (FaultReport.Contain(LogEvents.OwnPortFailed, "own_port", exception))
            {
                // One client is lost, and not the port.
                Thread.Sleep(OwnPortLimits.Linger);
            }
        }
    }

    private void Take(Socket client)
    {
        var connection = new OwnConnection(client, _certificate, serve, Times);
        if (!_connections.Admit(connection))
        {
            connection.Dispose();
            return;
        }

        if (!OwnThread.Start("own port client", () => Serve(connection)))
        {
            End(connection);
        }
    }

    private void Serve(OwnConnection connection)
    {
        try
        {
            connection.Run();
        }
        finally
        {
            End(connection);
        }
    }

    private void End(OwnConnection connection)
    {
        connection.Dispose();
        _connections.Leave(connection);
    }

    private bool IsClosed(Socket listener)
    {
        lock (_changing)
        {
            return !_sockets.Contains(listener);
        }
    }

    private void Close()
    {
        var closed = _sockets;
        _sockets = [];
        meter.Listens([]);
        foreach (var socket in closed)
        {
            socket.Dispose();
        }

        // A client that stayed connected would never meet the application behind this port.
        _connections.AbortAll();
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
