using System.Net;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>The page's addresses, as the start line has them.</summary>
internal static class PageAddress
{
    /// <summary>
    /// The page at each address of a server; its path alone where the server tells none. Null stands for a server that does not serve it.
    /// </summary>
    public static IEnumerable<string> AtServer(IEnumerable<string>? addresses, string path)
    {
        if (addresses is null)
        {
            return [];
        }

        string[] pages = [.. addresses.Select(address =>
            IsSocket(address) ? $"{path} on {address}" : address.TrimEnd('/') + path)];
        return pages.Length == 0 ? [path] : pages;
    }

    /// <summary>Whether only this machine reaches it. A path without an address says nothing, and gives no reason to warn.</summary>
    public static bool IsLocal(string page) =>
        page.StartsWith('/')
        || (Uri.TryCreate(page, UriKind.Absolute, out var uri)
        && (uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))));

    // Kestrel's form for a Unix domain socket: http://unix:/path.
    private static bool IsSocket(string address) => address.Contains("://unix:", StringComparison.OrdinalIgnoreCase);
}
