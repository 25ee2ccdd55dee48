using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Bench.Caches;

/// <summary>An application's caches, as they are and as the drop-in leaves them.</summary>
internal static class Caches
{
    public static IMemoryCache Memory(bool isMeasured) =>
        Services(services => services.AddMemoryCache(), isMeasured).GetRequiredService<IMemoryCache>();

    public static IDistributedCache Distributed(bool isLate, bool isMeasured) =>
        Services(services => services.AddSingleton<IDistributedCache>(new Backend(isLate)), isMeasured)
            .GetRequiredService<IDistributedCache>();

    private static ServiceProvider Services(Action<IServiceCollection> register, bool isMeasured)
    {
        var services = new ServiceCollection();
        register(services);
        if (isMeasured)
        {
            new CacheInstrumentation(new PrometheusSettings()).AddTo(services);
        }

        return services.BuildServiceProvider();
    }
}
