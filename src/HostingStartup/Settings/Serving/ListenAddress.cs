using System.Net;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>The address of the own port as an operator names it.</summary>
internal static class ListenAddress
{
    public const string Any = "*";
    public const string Localhost = "localhost";

    /// <summary>The name as it is. Throws <see cref="FormatException"/> if it is no address of this kind.</summary>
    public static string Parse(string name) =>
        name.Equals(Any, StringComparison.Ordinal) || name.Equals(Localhost, StringComparison.OrdinalIgnoreCase)
            ? name.ToLowerInvariant()
            : AddressOf(name.StartsWith('[') && name.EndsWith(']') ? name[1..^1] : name).ToString();

    /// <summary>
    /// An IP address in its usual form: the parser of the framework also takes <c>10</c>, <c>0x7f.1</c> and octal numbers, which nobody
    /// means. Throws <see cref="FormatException"/>.
    /// </summary>
    public static IPAddress AddressOf(string text) =>
        IPAddress.TryParse(text, out var address)
        && (address.ToString() == text || text.Contains(':', StringComparison.Ordinal))
        && !text.Contains('[', StringComparison.Ordinal)
            ? address
            : throw new FormatException($"{text} is not an IP address");
}
