using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Entry;

[Collection(ProcessWide.Name)]
public sealed class CompletingProviderFactoryTests
{
    private readonly ServiceCollection _services = [];

    [Fact]
    public void A_factory_that_is_an_instance_goes_on_building()
    {
        var factory = new CountingFactory();
        _services.AddSingleton<IServiceProviderFactory<IServiceCollection>>(factory);

        Assert.Same(factory, BuildThrough().Last);
    }

    [Fact]
    public void A_factory_that_is_a_type_goes_on_building_with_its_dependencies()
    {
        _services.AddSingleton<Dependency>();
        _services.AddTransient<IServiceProviderFactory<IServiceCollection>, CountingFactory>();

        Assert.NotNull(BuildThrough().Last.Dependency);
    }

    [Fact]
    public void A_factory_that_is_a_delegate_goes_on_building()
    {
        var factory = new CountingFactory();
        _services.AddTransient<IServiceProviderFactory<IServiceCollection>>(_ => factory);

        Assert.Same(factory, BuildThrough().Last);
    }

    [Fact]
    public void A_factory_that_is_a_singleton_stays_one()
    {
        _services.AddSingleton<IServiceProviderFactory<IServiceCollection>, CountingFactory>();
        CompletingProviderFactory.Wrap(_services, TestSettings.Configuration());
        using var provider = _services.BuildServiceProvider();

        Assert.Same(
            provider.GetRequiredService<IServiceProviderFactory<IServiceCollection>>(),
            provider.GetRequiredService<IServiceProviderFactory<IServiceCollection>>());
    }

    [Fact]
    public void Of_several_factories_the_last_is_wrapped_where_it_stands()
    {
        var last = new CountingFactory();
        _services.AddSingleton<IServiceProviderFactory<IServiceCollection>>(new CountingFactory());
        _services.AddSingleton<IServiceProviderFactory<IServiceCollection>>(last);
        _services.AddSingleton<Dependency>();

        Assert.Same(last, BuildThrough().Last);
    }

    [Fact]
    public void A_collection_without_a_factory_is_left_alone()
    {
        _services.AddSingleton<Dependency>();
        CompletingProviderFactory.Wrap(_services, TestSettings.Configuration());

        Assert.Single(_services);
    }

    private (IServiceProvider Provider, CountingFactory Last) BuildThrough()
    {
        var count = _services.Count;
        CompletingProviderFactory.Wrap(_services, TestSettings.Configuration());
        Assert.Equal(count, _services.Count);

        var application = new ServiceCollection();
        application.AddSingleton<IServer, NullServer>();
        using var provider = _services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IServiceProviderFactory<IServiceCollection>>();
        var built = factory.CreateServiceProvider(factory.CreateBuilder(application));

        Assert.NotNull(built.GetRequiredService<CountingFactory>());
        Assert.NotEmpty(built.GetServices<IStartupFilter>());
        return (built, built.GetRequiredService<CountingFactory>());
    }

    private sealed class Dependency;

    private sealed class CountingFactory(Dependency? dependency = null) : IServiceProviderFactory<IServiceCollection>
    {
        public Dependency? Dependency => dependency;

        public IServiceCollection CreateBuilder(IServiceCollection services) => services.AddSingleton(this);

        public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder) => containerBuilder.BuildServiceProvider();
    }
}
