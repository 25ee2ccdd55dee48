using System.Net;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.Guards;

public sealed class WrongPeersTests
{
    private readonly WrongPeers _peers = new();

    [Fact]
    public void A_peer_waits_until_its_time_is_over()
    {
        _peers.Add(Peer(1), 100);

        Assert.True(_peers.MustWait(Peer(1), 99));
        Assert.False(_peers.MustWait(Peer(2), 99));
        Assert.False(_peers.MustWait(Peer(1), 100));
    }

    [Fact]
    public void With_as_many_as_are_kept_everybody_waits_until_one_of_them_need_not()
    {
        for (var i = 1; i <= WrongPeers.Most; i++)
        {
            Assert.False(_peers.MustWait(Peer(i), 0));
            _peers.Add(Peer(i), 100 + i);
        }

        Assert.True(_peers.MustWait(Peer(200), 100));
        Assert.False(_peers.MustWait(Peer(200), 101));
    }

    private static IPAddress Peer(int last) => IPAddress.Parse($"192.0.2.{last}");
}
