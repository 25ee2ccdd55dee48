namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>The host in what drivers call a connection's data source: <c>tcp://host:5432</c>, <c>tcp:host\instance,1433</c>, <c>[::1]:1</c>.</summary>
internal static class ServerAddress
{
    /// <summary>The host's name or address without protocol, instance and port; a path of a socket stays as it is.</summary>
    public static string Of(string source)
    {
        var rest = source.AsSpan().Trim();
        if (rest.StartsWith("/"))
        {
            return source;
        }

        rest = WithoutProtocol(rest);
        if (rest.StartsWith("[") && rest.IndexOf(']') is > 0 and var end)
        {
            return rest[1..end].ToString();
        }

        rest = Before(Before(rest, '\\'), ',');
        // Two colons or more are an IPv6 address without a port.
        var colon = rest.IndexOf(':');
        return (colon >= 0 && colon == rest.LastIndexOf(':') ? rest[..colon] : rest).Trim().ToString();
    }

    private static ReadOnlySpan<char> WithoutProtocol(ReadOnlySpan<char> text)
    {
        if (text.IndexOf("://", StringComparison.Ordinal) is > 0 and var slashes)
        {
            return text[(slashes + 3)..];
        }

        return text.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
    }

    private static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, char mark) =>
        text.IndexOf(mark) is >= 0 and var at ? text[..at] : text;
}
