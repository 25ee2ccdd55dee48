using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>What the container does with a cache's registration is the same with and without us.</summary>
public sealed class RegistrationTests
{
    private static readonly ServiceProviderOptions Validating = new() { ValidateOnBuild = true, ValidateScopes = true };

    public static TheoryData<string> Mistakes => ["missing", "captive", "keyed"];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_that_validation_finds_without_us_it_finds_with_us(string mistake)
    {
        var expected = Assert.Throws<AggregateException>(() => Register(mistake).BuildServiceProvider(Validating));
        var actual = Assert.Throws<AggregateException>(() => Measured(Register(mistake)).BuildServiceProvider(Validating));

        Assert.Equal(expected.Message, actual.Message);
    }

    [Fact]
    public void A_container_that_validates_takes_measured_caches()
    {
        var services = new ServiceCollection().AddOptions();
        services.AddMemoryCache().AddDistributedMemoryCache();
        services.AddScoped<Dependency>().AddScoped<IDistributedCache, DependentCache>();
        services.AddKeyedSingleton<IDistributedCache, KeyedCache>("own");
        using var provider = Measured(services).BuildServiceProvider(Validating);
        using var scope = provider.CreateScope();

        Assert.NotEqual(typeof(DependentCache), scope.ServiceProvider.GetRequiredService<IDistributedCache>().GetType());
        Assert.NotEqual(typeof(KeyedCache), provider.GetRequiredKeyedService<IDistributedCache>("own").GetType());
        Assert.IsType<MemoryCache>(provider.GetRequiredService<IMemoryCache>());
    }

    [Fact]
    public void The_constructor_with_the_most_services_makes_the_cache_and_a_key_is_passed()
    {
        var made = new List<string>();
        var services = new ServiceCollection().AddSingleton(made).AddSingleton<Dependency>();
        services.AddSingleton<IDistributedCache, ManyConstructors>();
        services.AddKeyedSingleton<IDistributedCache, KeyedCache>("own");
        using var provider = Measured(services).BuildServiceProvider(Validating);

        provider.GetRequiredService<IDistributedCache>();
        provider.GetRequiredKeyedService<IDistributedCache>("own");

        Assert.Equal(["both", "key own"], made);
    }

    [Fact]
    public async Task Memory_caches_that_a_factory_or_a_type_makes_have_statistics()
    {
        await using var measured = new MeasuredServices(services => services
            .AddSingleton<IMemoryCache>(provider => new MemoryCache(provider.GetRequiredService<IOptions<MemoryCacheOptions>>()))
            .AddKeyedSingleton<IMemoryCache, MemoryCache>("typed"));
        measured.Get<IMemoryCache>().Get("a");
        measured.Services.GetRequiredKeyedService<IMemoryCache>("typed").Get("a");

        Assert.Equal((1, 1), (measured.Count("memory", "get miss"), measured.Count("memory", "get miss", "typed")));
    }

    private static IServiceCollection Register(string mistake) => mistake switch
    {
        "missing" => new ServiceCollection().AddSingleton<IDistributedCache, DependentCache>(),
        "captive" => new ServiceCollection().AddScoped<Dependency>().AddSingleton<IDistributedCache, DependentCache>(),
        _ => new ServiceCollection().AddKeyedSingleton<IDistributedCache, DependentCache>("own"),
    };

    private static IServiceCollection Measured(IServiceCollection services)
    {
        new CacheInstrumentation(TestSettings.Of()).AddTo(services);
        return services;
    }

    internal sealed class Dependency;

#pragma warning disable CS9113 // The parameter is what the container is asked for.
    internal sealed class DependentCache(Dependency dependency) : FakeCache;
#pragma warning restore CS9113

    internal sealed class KeyedCache : FakeCache
    {
        public KeyedCache([ServiceKey] string key, List<string>? made = null) => made?.Add($"key {key}");
    }

    internal sealed class ManyConstructors : FakeCache
    {
        public ManyConstructors(List<string> made) => made.Add("one");

        public ManyConstructors(List<string> made, Dependency dependency) => made.Add(dependency is null ? "none" : "both");

        public ManyConstructors(List<string> made, Dependency dependency, Uri nobody) => made.Add($"{dependency} {nobody}");
    }
}
