using System.Security.Cryptography;
using System.Text;
using AspNetCorePrometheus.HostingStartup;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Settings.Serving;

public sealed class PasswordHashTests
{
    private const int Few = 10_000;

    [Theory]
    [InlineData("secret")]
    [InlineData("p:ä ö\t\u20ac")]
    [InlineData("")]
    public void A_hash_matches_the_password_that_it_was_made_of_and_no_other(string password)
    {
        var hash = PasswordHash.Parse(PasswordHash.Of(Encoding.UTF8.GetBytes(password), Few).ToString());

        Assert.True(hash.Matches(Encoding.UTF8.GetBytes(password)));
        Assert.False(hash.Matches(Encoding.UTF8.GetBytes(password + "x")));
    }

    [Fact]
    public void The_same_password_has_another_hash_each_time() =>
        Assert.NotEqual(PasswordHash.Of("a"u8, Few).ToString(), PasswordHash.Of("a"u8, Few).ToString());

    [Fact]
    public void The_form_is_that_of_the_standard()
    {
        var salt = Enumerable.Range(0, 16).Select(i => (byte)i).ToArray();
        var derived = Rfc2898DeriveBytes.Pbkdf2("secret", salt, 20_000, HashAlgorithmName.SHA256, 32);
        var line = $"pbkdf2-sha256$20000${Convert.ToBase64String(salt)}${Convert.ToBase64String(derived)}";

        Assert.True(PasswordHash.Parse(line).Matches("secret"u8));
        Assert.Equal(line, PasswordHash.Parse(line).ToString());
        Assert.StartsWith("pbkdf2-sha256$600000$", PasswordHash.Of("a"u8).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("pbkdf2-sha1$20000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$9999$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$10000001$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$+20000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$20000$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$20000$AAAAAAAAAAAAAAAAAAAAAA==$AAAA")]
    [InlineData("pbkdf2-sha256$20000$AAAAAAAAAAAAAAAAAAAAAA==$!!!!")]
    [InlineData("pbkdf2-sha256$20000$AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("pbkdf2-sha256$20000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=$x")]
    public void Anything_else_is_refused_without_being_repeated(string line)
    {
        var refusal = Assert.Throws<FormatException>(() => PasswordHash.Parse(line));

        Assert.True(line.Length == 0 || !refusal.Message.Contains(line, StringComparison.Ordinal));
    }
}
