using System.Diagnostics.Metrics;

namespace Requests;

public sealed class OwnMetrics
{
    private readonly Counter<long> _hits;
    private readonly Counter<long> _secrets;

    public OwnMetrics(IMeterFactory meters)
    {
        _hits = meters.Create("Own.Hits").CreateCounter<long>("own.hits", "{hit}", "Hits of the endpoint.");
        _secrets = meters.Create("Private.Hits").CreateCounter<long>("private.hits");
    }

    public void Hit(string colour)
    {
        _hits.Add(1, new KeyValuePair<string, object?>("colour", colour));
        _secrets.Add(1);
    }
}
