using System.Net;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Serving.Guards;

/// <summary>The user and password that open the page.</summary>
/// <remarks>
/// Deriving a key takes a few tenths of a second by design, so that nobody finds the password from the settings; and so that nobody
/// keeps the processor busy with it: the pair that was right, and the last ones that were wrong, are known again by a digest, one
/// derivation runs at a time, and after a wrong pair there is a pause of several times as long for the peer that sent it, so that a
/// flood from elsewhere does not keep the right pair out until it is known.
/// </remarks>
internal sealed class BasicGuard(string user, PasswordHash password)
{
    public const string Scheme = "Basic";

    private const int RememberedFailures = 16;
    private const int PauseFactor = 4;

    private readonly byte[] _user = SecretDigest.Of(user);
    private readonly Lock _deriving = new();
    private readonly byte[]?[] _wrong = new byte[]?[RememberedFailures];
    private readonly WrongPeers _wrongPeers = new();

    private byte[]? _right;
    private int _nextWrong;

    /// <summary>Null where it opens, or why it does not.</summary>
    /// <param name="pair">The bytes of <c>user:password</c>.</param>
    /// <param name="peer">Who sent it; null for a peer without an address.</param>
    public DenialReason? Refuses(ReadOnlySpan<byte> pair, IPAddress? peer)
    {
        var digest = SecretDigest.Of(pair);
        if (Known(digest) is { } known)
        {
            return known ? null : DenialReason.WrongCredential;
        }

        if (!_deriving.TryEnter())
        {
            return DenialReason.Busy;
        }

        try
        {
            var sender = peer ?? IPAddress.None;
            return _wrongPeers.MustWait(sender, Environment.TickCount64) ? DenialReason.Busy : Derive(pair, digest, sender);
        }
        finally
        {
            _deriving.Exit();
        }
    }

    private bool? Known(byte[] digest)
    {
        if (Volatile.Read(ref _right) is { } right && SecretDigest.AreEqual(digest, right))
        {
            return true;
        }

        foreach (var wrong in _wrong)
        {
            if (wrong is not null && SecretDigest.AreEqual(digest, wrong))
            {
                return false;
            }
        }

        return null;
    }

    // The key is derived for a wrong user too: how long the answer takes does not tell whether the user was right.
    private DenialReason? Derive(ReadOnlySpan<byte> pair, byte[] digest, IPAddress sender)
    {
        var started = Environment.TickCount64;
        var colon = pair.IndexOf((byte)':');
        var isUser = SecretDigest.AreEqual(SecretDigest.Of(pair[..colon]), _user);
        if (password.Matches(pair[(colon + 1)..]) & isUser)
        {
            Volatile.Write(ref _right, digest);
            return null;
        }

        Volatile.Write(ref _wrong[_nextWrong++ % RememberedFailures], digest);
        var now = Environment.TickCount64;
        _wrongPeers.Add(sender, now + (PauseFactor * (now - started)));
        return DenialReason.WrongCredential;
    }
}
