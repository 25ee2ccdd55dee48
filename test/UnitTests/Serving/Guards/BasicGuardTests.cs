using System.Net;
using System.Text;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.Guards;

public sealed class BasicGuardTests
{
    private const int Slow = 3_000_000;

    private static readonly IPAddress Peer = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");

    [Fact]
    public void While_a_password_is_verified_unknown_ones_are_put_off_and_the_known_one_gets_in()
    {
        var guard = new BasicGuard("u", PasswordHash.Of("p"u8, Slow));
        Assert.Null(guard.Refuses("u:p"u8, Peer));

        var verifying = new Thread(() => guard.Refuses("u:wrong"u8, Peer));
        verifying.Start();

        // Another one each time: that which is verified first is known from then on, and would never be put off.
        Assert.Contains(
            DenialReason.Busy,
            Enumerable.Range(0, 10).Select(i => guard.Refuses(Encoding.UTF8.GetBytes($"u:another{i}"), Peer)));

        Assert.Null(guard.Refuses("u:p"u8, Peer));
        Assert.True(verifying.Join(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void After_a_wrong_password_comes_a_pause_in_which_nothing_is_verified()
    {
        var guard = new BasicGuard("u", PasswordHash.Of("p"u8, Slow));

        Assert.Equal(DenialReason.WrongCredential, guard.Refuses("u:wrong"u8, Peer));
        Assert.Equal(DenialReason.Busy, guard.Refuses("u:other"u8, Peer));
    }

    [Fact]
    public void The_pause_is_the_senders_and_keeps_nobody_else_out()
    {
        var guard = new BasicGuard("u", PasswordHash.Of("p"u8, Slow));

        Assert.Equal(DenialReason.WrongCredential, guard.Refuses("u:wrong"u8, Peer));
        Assert.Equal(DenialReason.Busy, guard.Refuses("u:other"u8, Peer));
        Assert.Null(guard.Refuses("u:p"u8, Other));
    }

    [Fact]
    public void A_wrong_password_that_comes_again_is_known()
    {
        var guard = new BasicGuard("u", PasswordHash.Of("p"u8, Slow));

        Assert.Equal(DenialReason.WrongCredential, guard.Refuses("u:wrong"u8, Peer));
        Assert.Equal(DenialReason.WrongCredential, guard.Refuses("u:wrong"u8, Peer));
    }

    [Fact]
    public void The_right_password_of_another_user_is_wrong() =>
        Assert.Equal(DenialReason.WrongCredential, new BasicGuard("u", PasswordHash.Of("p"u8, 10_000)).Refuses("v:p"u8, Peer));
}
