using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A container with an application's registrations, measured into families of its own.</summary>
internal sealed class MeasuredServices : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public MeasuredServices(Action<IServiceCollection> register, Func<bool>? hasMemoryMeter = null)
    {
        var services = new ServiceCollection();
        services.AddOptions();
        register(services);
        var caches = hasMemoryMeter is null
            ? new CacheInstrumentation(TestSettings.Of())
            : new CacheInstrumentation(TestSettings.Of()) { HasMemoryMeter = hasMemoryMeter };
        caches.AddTo(services);
        Families = caches.Families;
        _provider = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _provider;

    public CacheFamilies Families { get; }

    public T Get<T>()
        where T : class => Services.GetRequiredService<T>();

    /// <summary>Operations as <c>get hit</c>, over everything that the cache itself or we count.</summary>
    public long Count(string system, string operationAndResult, string name = "default")
    {
        var words = operationAndResult.Split(' ');
        (string, string)[] labels =
            [("cache_system", system), ("cache_name", name), ("cache_operation", words[0]), ("cache_result", words[1])];
        return Samples.Of(Families.Requests).Count(labels) + Samples.Of(Families.ReadRequests).Count(labels);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
