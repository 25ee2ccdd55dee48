using System.Data.Common;
using System.Globalization;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// A server in what drivers call a connection's data source: <c>tcp://host:5432</c>, <c>tcp:host\instance,1433</c>, <c>(localdb)\name</c>,
/// <c>[::1]:1</c>, <c>host:1521/service</c>, or the path of a socket. All null for a file.
/// </summary>
/// <param name="Address">The host's name or address, or the socket's path.</param>
/// <param name="Port">Null if it is not known.</param>
/// <param name="Instance">The instance of SQL Server that is named behind the host.</param>
internal readonly record struct ServerEndpoint(string? Address, int? Port, string? Instance = null)
{
    // Keys of a connection string, an address with a user, a description in Oracle's syntax: nothing that a label should show.
    private const string SignsOfSecrets = "=;@";

    private static readonly string[] Protocols = ["tcp:", "np:", "lpc:", "admin:"];

    public static ServerEndpoint Of(string system, DbConnection connection, DbConnectionStringBuilder settings)
    {
        var source = (connection.DataSource ?? string.Empty).Trim();
        return system == DatabaseSystems.Sqlite || source.Length == 0 || MayHoldSecrets(source)
            ? default
            : system == DatabaseSystems.SqlServer ? OfSqlServer(WithoutProtocol(source)) : Of(system, source, settings);
    }

    /// <summary>Whether what a driver gives as a name may be more of a connection string than that.</summary>
    public static bool MayHoldSecrets(string name) => name.AsSpan().ContainsAny(SignsOfSecrets);

    private static ServerEndpoint Of(string system, string source, DbConnectionStringBuilder settings)
    {
        var scheme = source.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 && source.StartsWith('/') && !source.StartsWith("//", StringComparison.Ordinal))
        {
            return new ServerEndpoint(source, null);
        }

        var host = (scheme < 0 ? source : source[(scheme + 3)..]).TrimStart('/').Split('/')[0];
        var (name, port) = Split(host, ':');
        return new ServerEndpoint(name, port ?? GivenPort(settings) ?? DefaultPort(system));
    }

    // https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconnection.connectionstring
    private static ServerEndpoint OfSqlServer(string source)
    {
        var parts = source.TrimStart('\\').Split('\\', 2);
        var isPipe = source.StartsWith(@"\\", StringComparison.Ordinal);
        var instance = parts.Length == 2 && !isPipe ? Split(parts[1], ',') : (Name: null, Port: null);
        var (host, port) = Split(parts[0], ',');

        // A named instance has the port that SQL Server's browser service tells the driver.
        return new ServerEndpoint(host, port ?? instance.Port ?? (parts.Length == 2 ? null : 1433), instance.Name);
    }

    private static string WithoutProtocol(string source) =>
        Array.Find(Protocols, protocol => source.StartsWith(protocol, StringComparison.OrdinalIgnoreCase)) is { } found
            ? source[found.Length..]
            : source;

    // Several colons without brackets are an IPv6 address without a port.
    private static (string? Name, int? Port) Split(string host, char separator)
    {
        var at = host.LastIndexOf(separator);
        var isPort = at > 0 && (separator == ',' || host.IndexOf(separator, StringComparison.Ordinal) == at || host[at - 1] == ']');
        return isPort && Number(host[(at + 1)..].Trim()) is { } port
            ? (host[..at].Trim().Trim('[', ']'), port)
            : (host.Trim('[', ']'), null);
    }

    private static int? GivenPort(DbConnectionStringBuilder settings) =>
        settings.TryGetValue("Port", out var port) ? Number(port.ToString()) : null;

    private static int? DefaultPort(string system) => system switch
    {
        DatabaseSystems.PostgreSql => 5432,
        DatabaseSystems.MySql or DatabaseSystems.MariaDb => 3306,
        _ => null,
    };

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? number : null;
}
