using System.Globalization;
using System.Security.Cryptography;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// What is kept of a password: <c>pbkdf2-sha256$iterations$salt$hash</c>, salt and hash in base64.
/// https://datatracker.ietf.org/doc/html/rfc8018#section-5.2
/// </summary>
internal sealed class PasswordHash
{
    /// <summary>What OWASP's password storage cheat sheet asks of PBKDF2 with SHA-256.</summary>
    public const int UsualIterations = 600_000;

    private const string Scheme = "pbkdf2-sha256";
    private const int FewestIterations = 10_000;
    private const int MostIterations = 10_000_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int MostBytes = 64;

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash)
    {
        _iterations = iterations;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>Makes one of a new password, with a salt of its own.</summary>
    public static PasswordHash Of(ReadOnlySpan<byte> password, int iterations = UsualIterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new(iterations, salt, Derive(password, salt, iterations, HashBytes));
    }

    /// <summary>Reads one. Throws <see cref="FormatException"/>, never with any of the text in it.</summary>
    public static PasswordHash Parse(string text) =>
        text.Split('$') is [Scheme, var iterations, var salt, var hash]
        && int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count is >= FewestIterations and <= MostIterations
        && Bytes(salt, SaltBytes) is { } saltBytes
        && Bytes(hash, HashBytes) is { } hashBytes
            ? new(count, saltBytes, hashBytes)
            : throw new FormatException("not a line of hash-password");

    /// <summary>Whether it was made of this password. Takes as long as its iterations, a few tenths of a second.</summary>
    public bool Matches(ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(Derive(password, _salt, _iterations, _hash.Length), _hash);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scheme}${_iterations}${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_hash)}");

    private static byte[] Derive(ReadOnlySpan<byte> password, byte[] salt, int iterations, int length) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, length);

    private static byte[]? Bytes(string base64, int least)
    {
        var bytes = new byte[MostBytes];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= least ? bytes[..length] : null;
    }
}
