using System.Net;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>A network in CIDR notation, or one address. https://datatracker.ietf.org/doc/html/rfc4632#section-3.1</summary>
internal sealed class AllowedNetwork
{
    private const int MappedPrefix = 96;

    private readonly byte[] _address;
    private readonly int _bits;

    private AllowedNetwork(IPAddress address, int bits)
    {
        _address = address.GetAddressBytes();
        _bits = bits;
    }

    /// <summary>
    /// Reads <c>10.0.0.0/8</c>, <c>fd00::/8</c> or an address; bits behind the prefix do not matter. Throws <see cref="FormatException"/>.
    /// </summary>
    public static AllowedNetwork Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = ListenAddress.AddressOf(slash < 0 ? text : text[..slash]);
        if (text.Contains('%', StringComparison.Ordinal))
        {
            throw new FormatException($"{text} has a zone");
        }

        var most = address.GetAddressBytes().Length * 8;
        var bits = slash < 0 ? most : Prefix(text, text[(slash + 1)..], most);
        return address.IsIPv4MappedToIPv6 && bits >= MappedPrefix
            ? new AllowedNetwork(address.MapToIPv4(), bits - MappedPrefix)
            : new AllowedNetwork(address, bits);
    }

    /// <summary>Whether the address is in the network; an IPv4 address is the same when it comes mapped into IPv6.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out var length)
            && length == _address.Length
            && SharesPrefix(bytes[..length]);
    }

    private static int Prefix(string text, string prefix, int most) =>
        prefix.Length is > 0 and <= 3 && prefix.All(char.IsAsciiDigit)
        && int.Parse(prefix, System.Globalization.CultureInfo.InvariantCulture) is var bits && bits <= most
            ? bits
            : throw new FormatException($"{text} has no prefix from 0 to {most}");

    private bool SharesPrefix(ReadOnlySpan<byte> address)
    {
        var whole = _bits / 8;
        var mask = (byte)(0xff << (8 - (_bits % 8)));
        return address[..whole].SequenceEqual(_address.AsSpan(0, whole))
            && (_bits % 8 == 0 || ((address[whole] ^ _address[whole]) & mask) == 0);
    }
}
