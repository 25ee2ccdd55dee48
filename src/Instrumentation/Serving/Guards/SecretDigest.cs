using System.Security.Cryptography;
using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Serving.Guards;

/// <summary>
/// Compares secrets by digests under a key of this process: in constant time whatever their lengths, and without the secret itself
/// having to be kept.
/// </summary>
internal static class SecretDigest
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);

    public static byte[] Of(ReadOnlySpan<byte> secret) => HMACSHA256.HashData(Key, secret);

    public static byte[] Of(string secret) => Of(Encoding.UTF8.GetBytes(secret));

    public static bool AreEqual(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
}
