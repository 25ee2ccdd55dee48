using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// The application's services as EF Core sees them during a look-up: all but its logging, as a look-up writes nothing into the
/// application's log.
/// </summary>
internal sealed class QuietServices(IServiceProvider services) : IKeyedServiceProvider
{
    public object? GetService(Type serviceType) =>
        serviceType.FullName == typeof(ILoggerFactory).FullName ? Quiet(serviceType) : services.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) =>
        (services as IKeyedServiceProvider)?.GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        services.GetRequiredKeyedService(serviceType, serviceKey);

    // Without a factory EF Core makes one that writes nowhere.
    private static NullLoggerFactory? Quiet(Type factory) =>
        factory == typeof(ILoggerFactory) ? NullLoggerFactory.Instance : null;
}
