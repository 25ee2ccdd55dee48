using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Serving.Guards;

/// <summary>
/// The <c>Authorization</c> header of a scraper: a scheme and what follows it. https://datatracker.ietf.org/doc/html/rfc9110#section-11.4
/// </summary>
internal readonly record struct Credential(string Scheme, string Parameter)
{
    private const int LongestCharacters = 8192;

    /// <summary>Reads the one value of the header; null if there is none, or several, or if it is no credential.</summary>
    public static Credential? Of(IReadOnlyList<string?> header)
    {
        if (header is not [{ Length: > 0 and <= LongestCharacters } value])
        {
            return null;
        }

        var space = value.IndexOf(' ', StringComparison.Ordinal);
        var parameter = space < 0 ? string.Empty : value[(space + 1)..].Trim(' ');
        return space > 0 && parameter.Length > 0 ? new(value[..space], parameter) : null;
    }

    public bool Has(string scheme) => Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The bytes of <c>user:password</c> behind <c>Basic</c>, or null if they are no base64 or hold no colon.
    /// https://datatracker.ietf.org/doc/html/rfc7617#section-2
    /// </summary>
    public byte[]? BasicPair()
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(Parameter.Length)];
        return Convert.TryFromBase64String(Parameter, bytes, out var length) && bytes.AsSpan(0, length).Contains((byte)':')
            ? bytes[..length]
            : null;
    }
}
