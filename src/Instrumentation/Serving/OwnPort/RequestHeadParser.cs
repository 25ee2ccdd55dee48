using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>
/// Reads a request line and headers, strictly: what a careful client never sends is an error and not a matter of interpretation.
/// https://datatracker.ietf.org/doc/html/rfc9112#section-3
/// </summary>
internal static class RequestHeadParser
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>
    /// The head from its bytes, without the empty line that ends it. Throws <see cref="BadRequestException"/> with the status to answer.
    /// </summary>
    public static RequestHead Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        var head = RequestLine(lines[0]);
        Check(lines.Length - 1 <= OwnPortLimits.Headers, StatusCodes.Status431RequestHeaderFieldsTooLarge);
        foreach (var line in lines.AsSpan(1))
        {
            Header(line, head.Headers);
        }

        // A body of unclear length would leave it open where the next request begins.
        Check(head.Headers.Host.Count == 1 || (!head.IsHttp11 && head.Headers.Host.Count == 0));
        Check(head.Headers["Content-Length"].All(IsLength) && head.Headers["Content-Length"].Count <= 1);
        return head;
    }

    private static RequestHead RequestLine(string line)
    {
        var parts = line.Split(' ');
        Check(parts.Length == 3 && IsToken(parts[0]));
        var protocol = parts[2];
        Check(protocol.Length == 8 && protocol.StartsWith("HTTP/", StringComparison.Ordinal) && protocol[6] == '.');
        Check(protocol is "HTTP/1.1" or "HTTP/1.0", StatusCodes.Status505HttpVersionNotsupported);
        var target = OriginForm(parts[1]);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return new RequestHead
        {
            Method = parts[0],
            Path = Uri.UnescapeDataString(query < 0 ? target : target[..query]),
            Query = query < 0 ? string.Empty : target[query..],
            Protocol = protocol,
            Headers = new HeaderDictionary(),
        };
    }

    // Proxies send the absolute form, and OPTIONS may ask for no path at all.
    private static string OriginForm(string target)
    {
        Check(!target.AsSpan().ContainsAnyExceptInRange('!', '~'));
        if (target.StartsWith('/') || target == "*")
        {
            return target;
        }

        Check(target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
        var authority = target.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = target.AsSpan(authority).IndexOfAny('/', '?');
        return path < 0 ? "/" : target[authority + path] == '/' ? target[(authority + path)..] : "/" + target[(authority + path)..];
    }

    private static void Header(string line, IHeaderDictionary headers)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        Check(colon > 0 && IsToken(line.AsSpan(0, colon)));
        var value = line.AsSpan(colon + 1).Trim(" \t");
        Check(!value.ContainsAnyInRange('\0', '\b') && !value.ContainsAnyInRange('\n', '\x1f') && !value.Contains('\x7f'));
        headers.Append(line[..colon], new StringValues(value.ToString()));
    }

    private static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenCharacters);

    private static bool IsLength(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static void Check(bool isWell, int status = StatusCodes.Status400BadRequest)
    {
        if (!isWell)
        {
            throw new BadRequestException(status);
        }
    }
}
