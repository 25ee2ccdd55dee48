using System.Net;
using System.Net.Sockets;

namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>The attributes of the Redis families and their bounded values.</summary>
internal static class RedisWords
{
    public const string System = "db.system.name";
    public const string Operation = "db.operation.name";
    public const string Database = "db.namespace";
    public const string Address = "server.address";
    public const string Port = "server.port";
    public const string ErrorType = "error.type";

    public const string Redis = "redis";

    private const string Other = "OTHER";
    private const int LongestCommand = 32;

    /// <summary>The command if it looks like one: applications can send any text by <c>Execute</c>.</summary>
    public static string Command(string command)
    {
        var upper = command.ToUpperInvariant();
        return upper.Length is > 0 and <= LongestCommand
            && upper.All(c => char.IsAsciiLetterUpper(c) || c is '.' or '_' or '-') ? upper : Other;
    }

    /// <summary>Host and port; a socket file has no port.</summary>
    public static (string Address, int? Port) Server(EndPoint server) => server switch
    {
        DnsEndPoint dns => (dns.Host, dns.Port),
        IPEndPoint ip => (ip.Address.ToString(), ip.Port),
        UnixDomainSocketEndPoint socket => (socket.ToString() ?? Other, null),
        _ => (Other, null),
    };
}
