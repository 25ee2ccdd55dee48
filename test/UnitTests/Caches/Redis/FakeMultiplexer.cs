using System.Net;
using System.Reflection;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace AspNetCorePrometheus.UnitTests.Caches.Redis;

/// <summary>
/// A multiplexer that knows its profiler and the name of its one server, and nothing else: as behind a proxy the server cannot be asked.
/// </summary>
public class FakeMultiplexer : DispatchProxy
{
#pragma warning disable CA1051 // The field is found by its type, as the library's own, and the proxy's type inherits it only so.
    protected Func<ProfilingSession>? Profiler;
#pragma warning restore CA1051

    private bool _isBroken;

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
                return new EndPoint[] { new DnsEndPoint("cache", 6379) };
            case var name when name.StartsWith("add_", StringComparison.Ordinal):
                return null;
            case var name:
                throw new NotSupportedException(name);
        }
    }
}
