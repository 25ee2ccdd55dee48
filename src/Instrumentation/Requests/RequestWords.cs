using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>Bounded label values for what a client is free to choose.</summary>
internal static class RequestWords
{
    private const string Other = "_OTHER";

    private static readonly string[] KnownMethods =
    [
        HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Head, HttpMethods.Options,
        HttpMethods.Patch, HttpMethods.Trace, HttpMethods.Connect,
    ];

    /// <summary>The method if the conventions know it, as one shared string for each, else <c>_OTHER</c>.</summary>
    public static string Method(string method)
    {
        foreach (var known in KnownMethods)
        {
            if (ReferenceEquals(known, method))
            {
                return known;
            }
        }

        var canonical = HttpMethods.GetCanonicalizedValue(method);
        return Array.IndexOf(KnownMethods, canonical) is >= 0 and var index ? KnownMethods[index] : Other;
    }

    /// <summary>The scheme if it is one of the web's, else <c>_OTHER</c>.</summary>
    public static string Scheme(string scheme) => scheme switch
    {
        "http" => "http",
        "https" => "https",
        _ when scheme.Equals("http", StringComparison.OrdinalIgnoreCase) => "http",
        _ when scheme.Equals("https", StringComparison.OrdinalIgnoreCase) => "https",
        _ => Other,
    };

    /// <summary>The version of <c>HTTP/1.1</c> and its like; null for a protocol that is not HTTP.</summary>
    public static string? ProtocolVersion(string protocol) => protocol switch
    {
        _ when HttpProtocol.IsHttp11(protocol) => "1.1",
        _ when HttpProtocol.IsHttp2(protocol) => "2",
        _ when HttpProtocol.IsHttp3(protocol) => "3",
        _ when HttpProtocol.IsHttp10(protocol) => "1.0",
        _ when HttpProtocol.IsHttp09(protocol) => "0.9",
        _ => null,
    };

    /// <summary>An exception's type, never its message.</summary>
    public static string ErrorType(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;
}
