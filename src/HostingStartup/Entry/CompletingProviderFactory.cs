using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// Stands in front of a classic web host's service-provider factory, to see its registrations when they are complete.
/// </summary>
/// <remarks>
/// <c>WebHostBuilder</c> raises no <c>HostBuilding</c>. The descriptor is replaced where it stands, as the last one registered
/// wins. Such a host builds two providers, for hosting and for the application, and both pass here.
/// </remarks>
internal sealed class CompletingProviderFactory(
    IServiceProviderFactory<IServiceCollection> inner,
    IConfiguration configuration) : IServiceProviderFactory<IServiceCollection>
{
    /// <summary>Wraps the factory of a classic host; leaves hosts without one, the generic ones, alone.</summary>
    public static void Wrap(IServiceCollection services, IConfiguration configuration)
    {
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i].ServiceType != typeof(IServiceProviderFactory<IServiceCollection>))
            {
                continue;
            }

            var descriptor = services[i];
            services[i] = new ServiceDescriptor(
                descriptor.ServiceType,
                provider => new CompletingProviderFactory(Create(provider, descriptor), configuration),
                descriptor.Lifetime);
            return;
        }
    }

    public IServiceCollection CreateBuilder(IServiceCollection services) => inner.CreateBuilder(services);

    public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder)
    {
        Composition.Complete(containerBuilder, configuration);
        return inner.CreateServiceProvider(containerBuilder);
    }

    private static IServiceProviderFactory<IServiceCollection> Create(IServiceProvider provider, ServiceDescriptor descriptor) =>
        (IServiceProviderFactory<IServiceCollection>)(descriptor.ImplementationInstance
            ?? descriptor.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!));
}
