using System.Diagnostics.Metrics;

namespace Requests;

public sealed class OwnMetrics
{
    private readonly Counter<long> _hits;
    private readonly Counter<long> _secrets;
    private readonly Counter<long>[] _libraries;

    public OwnMetrics(IMeterFactory meters)
    {
        _hits = meters.Create("Own.Hits").CreateCounter<long>("own.hits", "{hit}", "Hits of the endpoint.");
        _secrets = meters.Create("Private.Hits").CreateCounter<long>("private.hits");

        // Named as libraries name theirs; the instruments are nobody's.
        _libraries =
        [
            meters.Create("Npgsql").CreateCounter<long>("library.npgsql"),
            meters.Create("MySqlConnector").CreateCounter<long>("library.mysqlconnector"),
            meters.Create("Microsoft.EntityFrameworkCore").CreateCounter<long>("library.efcore"),
            meters.Create("Microsoft.Extensions.Caching.Memory.MemoryCache").CreateCounter<long>("library.memorycache"),
        ];
    }

    public void Hit(string colour)
    {
        _hits.Add(1, new KeyValuePair<string, object?>("colour", colour));
        _secrets.Add(1);
        foreach (var library in _libraries)
        {
            library.Add(1);
        }
    }
}
