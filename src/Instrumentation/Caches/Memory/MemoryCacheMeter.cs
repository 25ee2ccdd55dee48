using Microsoft.Extensions.Caching.Memory;

namespace AspNetCorePrometheus.Instrumentation.Caches.Memory;

/// <summary>
/// Whether the runtime's memory cache has a meter of its own (.NET 11 on), which is then the only source and shows as
/// <c>dotnet_cache_*</c>. It came with the cache's name in the options.
/// </summary>
internal static class MemoryCacheMeter
{
    public static bool Exists { get; } = typeof(MemoryCacheOptions).GetProperty("Name") is not null;
}
