using System.Net;
using AspNetCorePrometheus.HostingStartup;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Settings.Serving;

public sealed class AllowedNetworkTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.1.2", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)]
    [InlineData("192.168.1.128/25", "192.168.1.127", false)]
    [InlineData("192.168.1.128/25", "192.168.1.200", true)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("127.0.0.1", "::1", false)]
    [InlineData("0.0.0.0/0", "203.0.113.7", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "203.0.113.7", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "::ffff:11.1.2.3", false)]
    [InlineData("::ffff:0:0/96", "::ffff:1.2.3.4", true)]
    [InlineData("fd00::/8", "fdff::1", true)]
    [InlineData("2001:db8:0:8000::/49", "2001:db8:0:7fff::1", false)]
    [InlineData("2001:DB8::1", "2001:db8:0::1", true)]
    public void An_address_is_in_a_network_or_not(string network, string address, bool isIn) =>
        Assert.Equal(isIn, AllowedNetwork.Parse(network).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0/8")]
    [InlineData("10/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("10.0.0.256")]
    [InlineData("fd00::/129")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("[::1]/128")]
    [InlineData("localhost")]
    [InlineData("/8")]
    [InlineData("*")]
    public void What_is_no_network_is_refused(string text) => Assert.Throws<FormatException>(() => AllowedNetwork.Parse(text));

    [Fact]
    public void It_agrees_with_the_frameworks_own_network() => Prop.ForAll(
        Bytes().ToArbitrary(),
        Bytes().ToArbitrary(),
        (network, address) =>
        {
            var length = network[16] % 2 == 0 ? 4 : 16;
            var bits = network[17] % (8 * length + 1);
            var prefix = new IPAddress(Masked(network.AsSpan(0, length), bits));
            var shared = address[16] % (8 * length + 1);
            var peer = new IPAddress(Mixed(network.AsSpan(0, length), address.AsSpan(0, length), shared));
            return prefix.IsIPv4MappedToIPv6 || peer.IsIPv4MappedToIPv6
                || new IPNetwork(prefix, bits).Contains(peer) == AllowedNetwork.Parse($"{prefix}/{bits}").Contains(peer);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void No_text_makes_it_throw_anything_else() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text => Refuses(text.Get) || AllowedNetwork.Parse(text.Get) is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool Refuses(string text)
    {
        try
        {
            AllowedNetwork.Parse(text);
            return false;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static Gen<byte[]> Bytes() => ArbMap.Default.GeneratorFor<byte>().ArrayOf(18);

    private static byte[] Masked(ReadOnlySpan<byte> bytes, int bits) => Mixed(bytes, new byte[bytes.Length], bits);

    // The first bits of one and the rest of the other: random addresses alone would hardly ever share a prefix.
    private static byte[] Mixed(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest, int bits)
    {
        var mixed = new byte[first.Length];
        for (var bit = 0; bit < mixed.Length * 8; bit++)
        {
            var source = bit < bits ? first : rest;
            mixed[bit / 8] |= (byte)(source[bit / 8] & (0x80 >> (bit % 8)));
        }

        return mixed;
    }
}
