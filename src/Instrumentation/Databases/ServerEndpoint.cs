using System.Data.Common;
using System.Globalization;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>A server's address and port, read from a connection without its credentials; both null for a file.</summary>
internal readonly record struct ServerEndpoint(string? Address, int? Port)
{
    // Keys of a connection string, or a description in Oracle's syntax: nothing that a label should show.
    private const string NotAnAddress = "=;@()";

    public static ServerEndpoint Of(string system, DbConnection connection, DbConnectionStringBuilder settings)
    {
        var source = connection.DataSource ?? string.Empty;
        if (system == DatabaseSystems.Sqlite || source.Length == 0 || source.AsSpan().ContainsAny(NotAnAddress))
        {
            return default;
        }

        source = source.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? source[4..].TrimStart('/') : source;
        if (source.StartsWith('/'))
        {
            return new ServerEndpoint(source, null);
        }

        var separator = system == DatabaseSystems.SqlServer ? ',' : ':';
        var at = source.LastIndexOf(separator);
        return at > 0 && Number(source[(at + 1)..]) is { } port && (separator == ',' || source.IndexOf(':', StringComparison.Ordinal) == at || source[at - 1] == ']')
            ? new ServerEndpoint(source[..at].Trim('[', ']'), port)
            : new ServerEndpoint(source, GivenPort(settings) ?? DefaultPort(system, source));
    }

    private static int? GivenPort(DbConnectionStringBuilder settings) =>
        settings.TryGetValue("Port", out var port) ? Number(port.ToString()) : null;

    // A named instance has the port that SQL Server's browser service tells the driver.
    private static int? DefaultPort(string system, string source) => system switch
    {
        DatabaseSystems.PostgreSql => 5432,
        DatabaseSystems.MySql or "mariadb" => 3306,
        DatabaseSystems.SqlServer when !source.Contains('\\', StringComparison.Ordinal) => 1433,
        _ => null,
    };

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? number : null;
}
