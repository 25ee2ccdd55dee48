using System.Collections.Concurrent;
using System.Net;
using AspNetCorePrometheus.HostingStartup;
using StackExchange.Redis;

namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>One multiplexer: the state of each of its servers, read at the scrape, and what it loses and regains.</summary>
internal sealed class RedisConnection(IConnectionMultiplexer multiplexer, CacheFamilies families)
{
    private readonly WeakReference<IConnectionMultiplexer> _multiplexer = new(multiplexer);
    private readonly ConcurrentDictionary<EndPoint, bool> _servers = new();

    /// <summary>Takes the servers that are known and all that come to be. The multiplexer keeps this alive, not the reverse.</summary>
    public void Subscribe(IConnectionMultiplexer target)
    {
        target.ConnectionFailed += (_, failure) => Failed(failure.EndPoint, failure.FailureType.ToString());
        target.ConnectionRestored += OnRestored;
        target.ConfigurationChanged += (_, change) => See(change.EndPoint, () => Add(change.EndPoint));
        foreach (var server in target.GetEndPoints())
        {
            Add(server);
        }
    }

    /// <summary>Counts a connection that has failed. Never throws.</summary>
    public void Failed(EndPoint? server, string kind) => See(server, () =>
    {
        var (address, port) = RedisWords.Server(server!);
        families.RedisFailures.Series(
            new(RedisWords.Address, address), new(RedisWords.Port, port), new(RedisWords.ErrorType, kind))
            .Add(1);
    });

    private void OnRestored(object? sender, ConnectionFailedEventArgs failure) => See(failure.EndPoint, () =>
    {
        var (address, port) = RedisWords.Server(failure.EndPoint);
        families.RedisRestores.Series(new(RedisWords.Address, address), new(RedisWords.Port, port)).Add(1);
    });

    // On a thread of the library's.
    private static void See(EndPoint? server, Action count)
    {
        try
        {
            FaultSeam.Pass(Boundaries.RedisConnection);
            if (server is not null)
            {
                count();
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "redis", exception))
        {
        }
    }

    private void Add(EndPoint? server)
    {
        if (server is null || !_servers.TryAdd(server, true))
        {
            return;
        }

        var (address, port) = RedisWords.Server(server);
        families.RedisConnected.Series(new(RedisWords.Address, address), new(RedisWords.Port, port))
            .Add(() => Read(server, static server => server.IsConnected ? 1 : 0));
        families.RedisPending.Series(new(RedisWords.Address, address), new(RedisWords.Port, port))
            .Add(() => Read(server, static server => server.GetCounters().TotalOutstanding));
        families.RedisRestores.Series(new(RedisWords.Address, address), new(RedisWords.Port, port));
    }

    // The multiplexer has been disposed of, its configuration has lost the server, or a proxy hides it.
    private static bool IsGone(Exception exception) =>
        exception is ObjectDisposedException or ArgumentException or NotSupportedException;

    private long? Read(EndPoint server, Func<IServer, long> value)
    {
        try
        {
            return _multiplexer.TryGetTarget(out var multiplexer) ? value(multiplexer.GetServer(server)) : null;
        }
        catch (Exception exception) when (IsGone(exception))
        {
            return null;
        }
    }
}
