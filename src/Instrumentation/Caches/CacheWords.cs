using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Caches;

/// <summary>The attributes of the cache families and their bounded values.</summary>
internal static class CacheWords
{
    public const string System = "cache.system";
    public const string Name = "cache.name";
    public const string Operation = "cache.operation";
    public const string Result = "cache.result";

    public const string Get = "get";
    public const string Set = "set";
    public const string Remove = "remove";
    public const string Refresh = "refresh";

    public const string Hit = "hit";
    public const string Miss = "miss";
    public const string Error = "error";
    public const string Ok = "ok";

    public const string Memory = "memory";
    public const string DistributedMemory = "distributed_memory";
    public const string Hybrid = "hybrid";
    public const string Output = "output";
    public const string Response = "response";

    private const string Default = "default";
    private const string Any = "any";
    private const string Decorated = "+Decorated";
    private const int LongestName = 64;

    private static readonly string[] Services =
        ["IDistributedCache", "IBufferDistributedCache", "IMemoryCache", "MemoryCache", "HybridCache", "IOutputCacheStore"];

    /// <summary>The name of the service key, which the application has chosen; one name for everything that has none, one for what any key finds.</summary>
    public static string NameOf(object? serviceKey)
    {
        var name = serviceKey switch
        {
            null => Default,
            _ when ReferenceEquals(serviceKey, KeyedService.AnyKey) => Any,
            string text => NameOf(text),
            Enum or int or long or Guid or Type => serviceKey.ToString() ?? Default,
            _ => serviceKey.GetType().Name,
        };
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    /// <summary>What a distributed cache keeps its values in: a known backend, else the short name of the type.</summary>
    public static string SystemOf(Type cache)
    {
        for (var type = cache; type is not null; type = type.BaseType)
        {
            if (Known(type.FullName) is { } known)
            {
                return known;
            }
        }

        return ShortName(cache);
    }

    // A service that Scrutor decorates gets the key "<key, else service>+<random>+Decorated", another one at each start.
    private static string NameOf(string key)
    {
        var end = key.EndsWith(Decorated, StringComparison.Ordinal) ? key[..^Decorated.Length].LastIndexOf('+') : -1;
        if (end <= 0)
        {
            return key;
        }

        var name = key[..end];
        return Services.Contains(name) ? Default : name;
    }

    private static string? Known(string? type) => type switch
    {
        "Microsoft.Extensions.Caching.Distributed.MemoryDistributedCache" => DistributedMemory,
        "Microsoft.Extensions.Caching.StackExchangeRedis.RedisCache" or "Microsoft.Extensions.Caching.Redis.RedisCache" => "redis",
        "Microsoft.Extensions.Caching.SqlServer.SqlServerCache" => "sqlserver",
        "Enyim.Caching.MemcachedClient" => "memcached",
        _ => null,
    };

    private static string ShortName(Type type) =>
        type.Name.IndexOf('`', StringComparison.Ordinal) is > 0 and var arity ? type.Name[..arity] : type.Name;
}
