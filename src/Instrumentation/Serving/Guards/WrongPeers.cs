using System.Net;

namespace AspNetCorePrometheus.Instrumentation.Serving.Guards;

/// <summary>
/// Peers that sent a wrong pair, and until when nothing that they send is verified. With as many of them as are kept everybody waits:
/// a flood from many addresses costs no more than that. Not thread-safe.
/// </summary>
internal sealed class WrongPeers
{
    /// <summary>Each may keep a processor busy for a fifth of the time; together not one whole.</summary>
    public const int Most = 4;

    private readonly Dictionary<IPAddress, long> _until = new(Most);

    /// <summary>Whether nothing of the peer's is verified at this time, in milliseconds of the process.</summary>
    public bool MustWait(IPAddress peer, long now)
    {
        foreach (var (other, until) in _until)
        {
            if (until <= now)
            {
                _until.Remove(other);
            }
        }

        return _until.Count >= Most || _until.ContainsKey(peer);
    }

    /// <summary>Lets a peer that need not wait do so until then.</summary>
    public void Add(IPAddress peer, long until) => _until[peer] = until;
}
