using Microsoft.Extensions.Options;

namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>The last word on the options of an integration, whose type only the host knows.</summary>
internal sealed class RedisConfiguration<TOptions>(RedisDoor door) : IPostConfigureOptions<TOptions>
    where TOptions : class
{
    public void PostConfigure(string? name, TOptions options) => door.Configure(options);
}
