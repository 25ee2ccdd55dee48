using System.Net;
using System.Reflection;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace AspNetCorePrometheus.UnitTests.Caches.Redis;

/// <summary>
/// A multiplexer that knows its profiler, the names of its servers and whether it is connected, and nothing else: as behind a proxy its
/// servers cannot be asked.
/// </summary>
public class FakeMultiplexer : DispatchProxy
{
#pragma warning disable CA1051 // The field is found by its type, as the library's own, and the proxy's type inherits it only so.
    protected Func<ProfilingSession>? Profiler;
#pragma warning restore CA1051

    private bool _isBroken;
    private int _faults;
    private int _asked;

    /// <summary>The servers' names.</summary>
    public EndPoint[] Servers { get; set; } = [new DnsEndPoint("cache", 6379)];

    /// <summary>Whether the configuration does not have the servers any more.</summary>
    public bool IsLost { get; set; }

    /// <summary>How often the next question for the servers' names throws.</summary>
    public int Faults
    {
        get => Volatile.Read(ref _faults);
        set => Volatile.Write(ref _faults, value);
    }

    /// <summary>How often the servers' names have been asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public static IConnectionMultiplexer New() => Create<IConnectionMultiplexer, FakeMultiplexer>();

    /// <summary>One that throws whatever it is asked.</summary>
    public static IConnectionMultiplexer Broken()
    {
        var broken = New();
        ((FakeMultiplexer)broken)._isBroken = true;
        return broken;
    }

    public static Func<ProfilingSession>? ProfilerOf(IConnectionMultiplexer multiplexer) => ((FakeMultiplexer)multiplexer).Profiler;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_isBroken)
        {
            throw new InvalidOperationException(targetMethod!.Name);
        }

        switch (targetMethod!.Name)
        {
            case nameof(IConnectionMultiplexer.RegisterProfiler):
                Profiler = (Func<ProfilingSession>)args![0]!;
                return null;
            case nameof(IConnectionMultiplexer.GetEndPoints):
                Interlocked.Increment(ref _asked);
                return Interlocked.Decrement(ref _faults) >= 0 ? throw new InvalidOperationException("not yet") : Servers;
            case nameof(IConnectionMultiplexer.GetServer) when IsLost:
                throw new ArgumentException("The specified endpoint is not defined");
            case "get_IsConnected":
                return true;
            case nameof(IConnectionMultiplexer.GetCounters):
                return new ServerCounters(null);
            case var name when name.StartsWith("add_", StringComparison.Ordinal):
                return null;
            case var name:
                throw new NotSupportedException(name);
        }
    }
}
