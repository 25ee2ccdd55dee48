using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Caches.Wrapping;

/// <summary>
/// Whether the registrations have what a constructor of a registered type asks for. A container that validates when it is built looks
/// at types and not into factories: a type that it would refuse has to stay where it finds it.
/// </summary>
/// <remarks>One level deep: what a dependency lacks itself the container finds at the dependency's own registration.</remarks>
internal static class ConstructorCheck
{
    public static bool Passes(IServiceCollection services, ServiceDescriptor service, Type implementation) => Array.Exists(
        implementation.GetConstructors(),
        constructor => Array.TrueForAll(constructor.GetParameters(), parameter => IsMet(services, service, parameter)));

    private static bool IsMet(IServiceCollection services, ServiceDescriptor service, ParameterInfo parameter)
    {
        if (parameter.HasDefaultValue || IsBuiltIn(parameter.ParameterType) || parameter.IsDefined(typeof(ServiceKeyAttribute)))
        {
            return true;
        }

        var isKeyed = parameter.IsDefined(typeof(FromKeyedServicesAttribute));
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i].IsKeyedService == isKeyed && Answers(services[i].ServiceType, parameter.ParameterType))
            {
                return service.Lifetime != ServiceLifetime.Singleton || services[i].Lifetime != ServiceLifetime.Scoped;
            }
        }

        return false;
    }

    private static bool Answers(Type registered, Type asked) =>
        registered == asked || (asked.IsConstructedGenericType && registered == asked.GetGenericTypeDefinition());

    private static bool IsBuiltIn(Type type) =>
        type == typeof(IServiceProvider)
        || type == typeof(IServiceScopeFactory)
        || type == typeof(IServiceProviderIsService)
        || type == typeof(IServiceProviderIsKeyedService)
        || (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>));
}
