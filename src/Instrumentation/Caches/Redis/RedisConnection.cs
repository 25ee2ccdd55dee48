using System.Collections.Concurrent;
using System.Net;
using AspNetCorePrometheus.HostingStartup;
using StackExchange.Redis;

namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>One multiplexer: the state of each of its servers, read at the scrape, and what it loses and regains.</summary>
internal sealed class RedisConnection(IConnectionMultiplexer multiplexer, CacheFamilies families)
{
    private readonly WeakReference<IConnectionMultiplexer> _multiplexer = new(multiplexer);
    private readonly ConcurrentDictionary<EndPoint, RedisServerState> _servers = new();

    private volatile bool _isDisposed;
    private volatile bool _isOnly;

    /// <summary>How often it has thrown when it was looked at.</summary>
    public int Faults { get; set; }

    /// <summary>Whether it has been asked for its profiler, and given ours if it had none.</summary>
    public bool IsProfiled { get; set; }

    /// <summary>Hears its events. The multiplexer keeps this alive, not the reverse.</summary>
    public void Subscribe(IConnectionMultiplexer target)
    {
        target.ConnectionFailed += (_, failure) => Failed(failure.EndPoint, failure.FailureType.ToString());
        target.ConnectionRestored += OnRestored;
    }

    /// <summary>Takes the servers that have come to be since the last look, and those that are back.</summary>
    public void SeeServers(IConnectionMultiplexer target)
    {
        if (_isDisposed)
        {
            return;
        }

        var servers = target.GetEndPoints();
        _isOnly = servers.Length == 1;
        foreach (var server in servers)
        {
            var state = new RedisServerState();
            if (_servers.TryAdd(server, state))
            {
                Add(server, state);
            }
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

    // The multiplexer has been disposed of, its configuration has lost the server, or a proxy hides one of several.
    private static bool IsGone(Exception exception) =>
        exception is ObjectDisposedException or ArgumentException or NotSupportedException;

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

    // Both readings end together, so that a server that comes back is read once.
    private void Add(EndPoint server, RedisServerState state)
    {
        var (address, port) = RedisWords.Server(server);
        families.RedisConnected.Series(new(RedisWords.Address, address), new(RedisWords.Port, port)).Add(() => Read(
            server,
            state,
            static server => server.IsConnected ? 1 : 0,
            static multiplexer => multiplexer.IsConnected ? 1 : 0));
        families.RedisPending.Series(new(RedisWords.Address, address), new(RedisWords.Port, port)).Add(() => Read(
            server,
            state,
            static server => server.GetCounters().TotalOutstanding,
            static multiplexer => multiplexer.GetCounters().TotalOutstanding));
        families.RedisRestores.Series(new(RedisWords.Address, address), new(RedisWords.Port, port));
    }

    private long? Read(
        EndPoint server, RedisServerState state, Func<IServer, long> value, Func<IConnectionMultiplexer, long> behindProxy)
    {
        if (state.IsGone || !_multiplexer.TryGetTarget(out var multiplexer))
        {
            return null;
        }

        try
        {
            return Ask(multiplexer, server, value, behindProxy);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            state.IsGone = true;
            _isDisposed |= exception is ObjectDisposedException;

            // One that only the configuration has lost comes back if that names it again; one behind a proxy never shows.
            if (exception is ArgumentException)
            {
                _servers.TryRemove(new(server, state));
            }

            return null;
        }
    }

    private long Ask(
        IConnectionMultiplexer multiplexer, EndPoint server, Func<IServer, long> value, Func<IConnectionMultiplexer, long> behindProxy)
    {
        try
        {
            return value(multiplexer.GetServer(server));
        }
        catch (NotSupportedException) when (_isOnly)
        {
            // A proxy hides the server, and the multiplexer has no other.
            return behindProxy(multiplexer);
        }
    }
}
