using System.Text;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.Guards;

public sealed class BasicGuardTests
{
    private const int Slow = 3_000_000;

    [Fact]
    public void While_a_password_is_verified_unknown_ones_are_put_off_and_the_known_one_gets_in()
    {
        var guard = new BasicGuard("u", PasswordHash.Of("p"u8, Slow));
        Assert.Null(guard.Refuses("u:p"u8));

        var verifying = new Thread(() => guard.Refuses("u:wrong"u8));
        verifying.Start();

        // Another one each time: that which is verified first is known from then on, and would never be put off.
        var tries = 0;
        while (guard.Refuses(Encoding.UTF8.GetBytes($"u:another{tries++}")) is not DenialReason.Busy)
        {
        }

        Assert.Null(guard.Refuses("u:p"u8));
        verifying.Join();
    }

    [Fact]
    public void After_a_wrong_password_comes_a_pause_in_which_nothing_is_verified()
    {
        var guard = new BasicGuard("u", PasswordHash.Of("p"u8, Slow));

        Assert.Equal(DenialReason.WrongCredential, guard.Refuses("u:wrong"u8));
        Assert.Equal(DenialReason.Busy, guard.Refuses("u:other"u8));
    }

    [Fact]
    public void A_wrong_password_that_comes_again_is_known()
    {
        var guard = new BasicGuard("u", PasswordHash.Of("p"u8, Slow));

        Assert.Equal(DenialReason.WrongCredential, guard.Refuses("u:wrong"u8));
        Assert.Equal(DenialReason.WrongCredential, guard.Refuses("u:wrong"u8));
    }

    [Fact]
    public void The_right_password_of_another_user_is_wrong() =>
        Assert.Equal(DenialReason.WrongCredential, new BasicGuard("u", PasswordHash.Of("p"u8, 10_000)).Refuses("v:p"u8));
}
