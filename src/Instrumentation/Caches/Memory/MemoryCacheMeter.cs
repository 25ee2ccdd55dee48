using Microsoft.Extensions.Caching.Memory;

namespace AspNetCorePrometheus.Instrumentation.Caches.Memory;

/// <summary>
/// Whether the runtime's memory cache has a meter of its own (.NET 11 on), which is then the only source and shows as
/// <c>dotnet_cache_*</c>. It came with the cache's name in the options.
/// </summary>
internal static class MemoryCacheMeter
{
    public static bool Exists { get; } = IsOf(typeof(MemoryCacheOptions));

    /// <summary>Whether a memory cache with options of this type has the meter.</summary>
    public static bool IsOf(Type options) => options.GetProperty("Name") is not null;
}
