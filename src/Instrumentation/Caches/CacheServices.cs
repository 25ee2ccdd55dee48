using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.Caches.Distributed;
using AspNetCorePrometheus.Instrumentation.Caches.Hybrid;
using AspNetCorePrometheus.Instrumentation.Caches.Memory;
using AspNetCorePrometheus.Instrumentation.Caches.Output;
using AspNetCorePrometheus.Instrumentation.Caches.Redis;
using AspNetCorePrometheus.Instrumentation.Caches.Wrapping;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspNetCorePrometheus.Instrumentation.Caches;

/// <summary>
/// Finds the caches among a host's registrations, by name, so that a host without a kind of cache loads none of its libraries.
/// </summary>
internal static class CacheServices
{
    private const string DistributedCache = "Microsoft.Extensions.Caching.Distributed.IDistributedCache";
    private const string BufferDistributedCache = "Microsoft.Extensions.Caching.Distributed.IBufferDistributedCache";
    private const string MemoryCacheInterface = "Microsoft.Extensions.Caching.Memory.IMemoryCache";
    private const string MemoryCache = "Microsoft.Extensions.Caching.Memory.MemoryCache";
    private const string HybridCache = "Microsoft.Extensions.Caching.Hybrid.HybridCache";
    private const string OutputStore = "Microsoft.AspNetCore.OutputCaching.IOutputCacheStore";
    private const string ResponseCaching = "Microsoft.AspNetCore.ResponseCaching,";
    private const string LoggerFactory = "Microsoft.Extensions.Logging.LoggerFactory";

    // Compares with the exact type as the framework's hybrid cache does.
    private const string FusionCache = "ZiggyCreatures.Caching.Fusion.";

    public static void AddTo(
        IServiceCollection services, CacheFamilies families, MemoryCacheWatch watch, RedisDoor redis, Func<bool> hasMemoryMeter)
    {
        var (distributed, memory, hybrid, output) = (false, false, false, false);
        var isExactTypeLookedAt = false;
        for (var i = 0; i < services.Count; i++)
        {
            var name = services[i].ServiceType.FullName ?? string.Empty;
            distributed |= name is DistributedCache or BufferDistributedCache;
            memory |= name is MemoryCacheInterface or MemoryCache;
            hybrid |= name == HybridCache;
            output |= name == OutputStore;
            isExactTypeLookedAt |= name == HybridCache || name.StartsWith(FusionCache, StringComparison.Ordinal);
        }

        // Before the others, which replace what it reads.
        RedisServices.AddTo(services, redis);
        if (memory || distributed)
        {
            AddInProcess(services, families, watch, memory, distributed, isExactTypeLookedAt, redis, hasMemoryMeter());
        }

        if (hybrid)
        {
            AddHybrid(services, families);
        }

        var isLogHeard = (output || UsesResponseCaching()) && IsLogHeard(services);
        if (isLogHeard)
        {
            AddLog(services, families);
        }

        if (output)
        {
            AddOutput(services, families, hasGet: !isLogHeard);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddInProcess(
        IServiceCollection services,
        CacheFamilies families,
        MemoryCacheWatch watch,
        bool memory,
        bool distributed,
        bool isExactTypeLookedAt,
        RedisDoor redis,
        bool hasMeter)
    {
        if (memory && !hasMeter)
        {
            Replace(services, MemoryCacheInterface, watch.Pass, MemoryCache);
            Replace(services, MemoryCache, watch.Pass, MemoryCache);
        }

        if (distributed)
        {
            var decorator = new DistributedCacheDecorator(families, watch, isExactTypeLookedAt, redis, hasMeter);
            Replace(services, DistributedCache, decorator.Decorate);
            Replace(services, BufferDistributedCache, decorator.Decorate);

            // The meter would show in its own families what the decorator counts.
            if (!hasMeter || isExactTypeLookedAt)
            {
                services.PostConfigureAll<MemoryDistributedCacheOptions>(static options => options.TrackStatistics = true);
            }
        }

        services.PostConfigureAll<MemoryCacheOptions>(static options => options.TrackStatistics = true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddHybrid(IServiceCollection services, CacheFamilies families) =>
        Replace(services, HybridCache, new HybridCacheDecorator(families).Decorate);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddOutput(IServiceCollection services, CacheFamilies families, bool hasGet) =>
        Replace(services, OutputStore, new OutputStoreDecorator(families, hasGet).Decorate);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddLog(IServiceCollection services, CacheFamilies families)
    {
        services.AddSingleton<ILoggerProvider>(new CachingLogProvider(families));
        services.Configure<LoggerFilterOptions>(static options =>
        {
            var provider = typeof(CachingLogProvider).FullName;
            options.Rules.Add(new LoggerFilterRule(provider, null, LogLevel.None, null));
            options.Rules.Add(new LoggerFilterRule(provider, CachingLogProvider.OutputCategory, LogLevel.Information, null));
            options.Rules.Add(new LoggerFilterRule(provider, CachingLogProvider.ResponseCategory, LogLevel.Information, null));
        });
    }

    // Response caching registers nothing that could be told from other things; its assembly has been loaded by the call that adds it.
    private static bool UsesResponseCaching() => Array.Exists(
        AppDomain.CurrentDomain.GetAssemblies(),
        static assembly => assembly.FullName?.StartsWith(ResponseCaching, StringComparison.Ordinal) == true);

    // An application that has replaced the factory may never ask our provider.
    private static bool IsLogHeard(IServiceCollection services) =>
        services.LastOrDefault(service => service.ServiceType == typeof(ILoggerFactory))?.ImplementationType?.FullName == LoggerFactory;

    private static void Replace(IServiceCollection services, string type, Func<object, object?, object> pass, string? only = null)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].ServiceType.FullName == type
                && (only is null || ServiceReplacement.ImplementedBy(services[i]) is not { } implementation || IsA(implementation, only)))
            {
                ServiceReplacement.At(services, i, pass);
            }
        }
    }

    private static bool IsA(Type? type, string name) => type is not null && (type.FullName == name || IsA(type.BaseType, name));
}
