using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>A request line and its headers.</summary>
internal sealed class RequestHead
{
    public required string Method { get; init; }

    /// <summary>The path, decoded.</summary>
    public required string Path { get; init; }

    /// <summary>What begins with the question mark, as it was sent; empty for none.</summary>
    public required string Query { get; init; }

    /// <summary><c>HTTP/1.1</c> or <c>HTTP/1.0</c>.</summary>
    public required string Protocol { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public bool IsHttp11 => Protocol == "HTTP/1.1";

    /// <summary>Whether something follows the headers that is no next request.</summary>
    public bool HasBody => Headers.TransferEncoding.Count > 0 || (Headers.ContentLength ?? 0) != 0;

    /// <summary>Whether the client means to send another request.</summary>
    public bool IsLast =>
        !IsHttp11 || HasBody || Headers.Connection.Any(value => value?.Contains("close", StringComparison.OrdinalIgnoreCase) == true);
}
