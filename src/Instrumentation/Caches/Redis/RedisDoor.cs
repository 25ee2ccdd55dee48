using System.Runtime.CompilerServices;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>
/// The way to everything that touches types of StackExchange.Redis, which the host may not have. It names none of them, and is
/// passed only by objects of that library or of what is built on it.
/// </summary>
internal sealed class RedisDoor(CacheFamilies families)
{
    private const string Library = "StackExchange.Redis";
    private const string Integrations = ".StackExchangeRedis";

    // Profiling sessions came with version 2.
    private const int OldestMajor = 2;

    private readonly Lock _opening = new();

    private object? _connections;

    /// <summary>Whether a type belongs to an integration of the framework with the library.</summary>
    public static bool IsIntegration(Type type) =>
        type.Assembly.GetName().Name?.EndsWith(Integrations, StringComparison.Ordinal) == true;

    /// <summary>Passes a service on and watches it from now on if it is a multiplexer of a version that can be.</summary>
    public object Pass(object service, object? serviceKey)
    {
        try
        {
            FaultSeam.Pass(Boundaries.RedisService);
            if (IsSupported(service.GetType()))
            {
                Watch(service);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "redis", exception))
        {
        }

        return service;
    }

    /// <summary>Watches the multiplexer that a cache of an integration makes for itself, as soon as it has one.</summary>
    public void LookInto(object cache)
    {
        if (IsIntegration(cache.GetType()))
        {
            Look(cache);
        }
    }

    /// <summary>Sees to it that an integration's own multiplexer is profiled, unless the application does that itself.</summary>
    public void Configure(object options)
    {
        try
        {
            FaultSeam.Pass(Boundaries.RedisOptions);
            Profile(options);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "redis", exception))
        {
        }
    }

    private static bool IsSupported(Type type)
    {
        for (var own = type; own is not null; own = own.BaseType)
        {
            if (own.Assembly.GetName() is { Name: Library, Version.Major: >= OldestMajor })
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Watch(object service) => Open().Watch(service);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Look(object cache) => Open().LookInto(cache);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Profile(object options) => RedisOptions.Profile(options, Open());

    // One for the process, however many hosts and multiplexers there are.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private RedisConnections Open()
    {
        lock (_opening)
        {
            return (RedisConnections)(_connections ??= new RedisConnections(families));
        }
    }
}
