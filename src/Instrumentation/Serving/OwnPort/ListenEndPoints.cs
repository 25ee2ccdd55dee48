using System.Net;
using System.Net.Sockets;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>Opens the sockets of the own port: all addresses that its name stands for, on the first port that is free on all.</summary>
internal static class ListenEndPoints
{
    private const int Backlog = 128;

    /// <summary>
    /// The listening sockets. Throws <see cref="SocketException"/> if no port of the settings is free but those to be avoided.
    /// </summary>
    public static Socket[] Open(OwnPortSettings settings, int[] avoided)
    {
        SocketException? last = null;
        foreach (var port in settings.Ports.Except(avoided))
        {
            try
            {
                return OpenAll(settings.Address, port);
            }
            catch (SocketException taken)
            {
                last = taken;
            }
        }

        throw last ?? new SocketException((int)SocketError.AddressAlreadyInUse);
    }

    private static Socket[] OpenAll(string address, int port)
    {
        var sockets = new List<Socket>();
        try
        {
            foreach (var ip in Addresses(address))
            {
                sockets.Add(Open(ip, port));
            }

            return [.. sockets];
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    private static IPAddress[] Addresses(string address) => address switch
    {
        ListenAddress.Any => [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any],
        ListenAddress.Localhost => Socket.OSSupportsIPv6 && HasIPv6Loopback()
            ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : [IPAddress.Loopback],
        _ => [IPAddress.Parse(address)],
    };

    // A container may know the protocol and have no address of it.
    private static bool HasIPv6Loopback()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Two processes may both bind before one of them listens: only then is the port taken.
    private static Socket Open(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
