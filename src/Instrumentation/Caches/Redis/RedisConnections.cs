using System.Reflection;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.HostingStartup;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>The multiplexers of the process: their state, their failures, and through <see cref="Commands"/> what they send.</summary>
/// <remarks>Weak references only: a multiplexer that the application drops is collected, and its readings end.</remarks>
internal sealed class RedisConnections
{
    // What throws again and again is let alone, or it would be counted four times a second for ever.
    private const int MostFaults = 3;

    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);
    private static readonly string[] InnerFields = ["_cache", "_connection", "_connectionMultiplexer"];

    private readonly ConditionalWeakTable<IConnectionMultiplexer, RedisConnection> _watched = [];
    private readonly List<RedisCacheFound> _caches = [];
    private readonly CacheFamilies _families;

    private int _isTold;

    public RedisConnections(CacheFamilies families)
    {
        _families = families;
        Commands = new RedisCommands(families);
        Session = Commands.Session!;
        OwnThread.Start("redis", Run);
    }

    public RedisCommands Commands { get; }

    /// <summary>The profiler that is ours, as one delegate, so that it can be told from the application's.</summary>
    public Func<ProfilingSession> Session { get; }

    public void Watch(object service)
    {
        if (service is IConnectionMultiplexer multiplexer)
        {
            Watch(multiplexer);
        }
    }

    /// <summary>As <see cref="Watch(object)"/>. Never throws, unless <c>FailFast</c> is set.</summary>
    public void TryWatch(IConnectionMultiplexer? multiplexer) => Try(multiplexer, Watch);

    /// <summary>Watches what the cache will be found to use.</summary>
    public void LookInto(object cache)
    {
        lock (_caches)
        {
            _caches.Add(new RedisCacheFound(cache));
        }
    }

    // Whether that went without a fault. One that throws keeps no other from being looked at.
    private static bool Try<T>(T? target, Action<T> look)
        where T : class
    {
        try
        {
            FaultSeam.Pass(Boundaries.RedisWatch);
            if (target is not null)
            {
                look(target);
            }

            return true;
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "redis", exception))
        {
            return false;
        }
    }

    private static IConnectionMultiplexer? Inside(object cache)
    {
        for (var type = cache.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var name in InnerFields)
            {
                switch (type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(cache))
                {
                    case IDatabaseAsync database: return database.Multiplexer;
                    case IConnectionMultiplexer multiplexer: return multiplexer;
                }
            }
        }

        return null;
    }

    // The library has no public way to ask whether it is being profiled.
    private static Func<ProfilingSession>? ProfilerOf(IConnectionMultiplexer multiplexer) => Array.Find(
        multiplexer.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic),
        field => field.FieldType == typeof(Func<ProfilingSession>))?.GetValue(multiplexer) as Func<ProfilingSession>;

    private void Watch(IConnectionMultiplexer multiplexer)
    {
        var connection = new RedisConnection(multiplexer, _families);
        if (!_watched.TryAdd(multiplexer, connection))
        {
            return;
        }

        connection.Subscribe(multiplexer);
        Follow(multiplexer, connection);
    }

    // Now and again and again: what fails once is made up for.
    private void Follow(IConnectionMultiplexer multiplexer, RedisConnection connection)
    {
        if (!connection.IsProfiled)
        {
            if (ProfilerOf(multiplexer) is null)
            {
                multiplexer.RegisterProfiler(Session);
            }

            connection.IsProfiled = true;
        }

        connection.SeeServers(multiplexer);
        TellIfTaken(multiplexer);
    }

    private void TellIfTaken(IConnectionMultiplexer multiplexer)
    {
        if (Volatile.Read(ref _isTold) == 0
            && ProfilerOf(multiplexer) is { } profiler
            && !ReferenceEquals(profiler.Target, Commands)
            && Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            OwnLog.Write(
                OwnLogLevel.Warning,
                LogEvents.RedisProfilerTaken,
                "redis: the application profiles a connection itself; the durations of its commands are not measured");
        }
    }

    private void Run()
    {
        while (true)
        {
            try
            {
                FaultSeam.Pass(Boundaries.RedisThread);
                Commands.Drain(Often);
                Look();
                Follow();
            }
            catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "redis", exception))
            {
                // What fails at once must not keep a processor busy.
                Thread.Sleep(Often);
            }
        }
    }

    private void Look()
    {
        lock (_caches)
        {
            // A cache may give up its multiplexer for a new one, so it is asked again and again.
            for (var i = _caches.Count - 1; i >= 0; i--)
            {
                var found = _caches[i];
                if (!found.Reference.TryGetTarget(out var cache) || (!Try(cache, WatchInside) && ++found.Faults >= MostFaults))
                {
                    _caches.RemoveAt(i);
                }
            }
        }
    }

    private void WatchInside(object cache)
    {
        if (Inside(cache) is { } multiplexer && !_watched.TryGetValue(multiplexer, out _))
        {
            Watch(multiplexer);
        }
    }

    // Servers come and go, and an application that registers its profiler after we saw the connection has taken ours away.
    private void Follow()
    {
        foreach (var (multiplexer, connection) in _watched)
        {
            if (connection.Faults < MostFaults && !Try(multiplexer, watched => Follow(watched, connection)))
            {
                connection.Faults++;
            }
        }
    }
}
