using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Caches.Wrapping;

/// <summary>Turns a registration into one that passes what it makes through a function of ours: <c>(service, service key)</c>.</summary>
/// <remarks>
/// An instance stays an instance, which the container does not dispose of. What a factory or a type makes is disposed of by the
/// container as before if what comes out can be disposed of. No service is added, so that containers without keyed services and
/// code that lists services find what the application registered.
/// </remarks>
internal static class ServiceReplacement
{
    /// <summary>
    /// Replaces the registration at this place, unless it is of a type that the container cannot make, or would make in another way.
    /// </summary>
    public static void At(IServiceCollection services, int place, Func<object, object?, object> pass)
    {
        var original = services[place];
        if (ImplementedBy(original) is not { } type
            || (KeyedConstructor.IsClear(type, original.IsKeyedService) && ConstructorCheck.Passes(services, original, type)))
        {
            services[place] = Of(original, pass);
        }
    }

    /// <summary>The type that the container makes for a registration; null where only the service itself will tell.</summary>
    public static Type? ImplementedBy(ServiceDescriptor service) =>
        service.IsKeyedService ? service.KeyedImplementationType : service.ImplementationType;

    private static ServiceDescriptor Of(ServiceDescriptor original, Func<object, object?, object> pass)
    {
        if (original.IsKeyedService)
        {
            return Keyed(original, pass);
        }

        if (original.ImplementationInstance is { } instance)
        {
            return new ServiceDescriptor(original.ServiceType, pass(instance, null));
        }

        var make = original.ImplementationFactory ?? Maker(original.ImplementationType!);
        return new ServiceDescriptor(original.ServiceType, services => Pass(make(services), null, pass), original.Lifetime);
    }

    private static ServiceDescriptor Keyed(ServiceDescriptor original, Func<object, object?, object> pass)
    {
        if (original.KeyedImplementationInstance is { } instance)
        {
            return new ServiceDescriptor(original.ServiceType, original.ServiceKey, pass(instance, original.ServiceKey));
        }

        // The keys of a registration for any key may be as many as the application's customers: its own one is passed on.
        var make = original.KeyedImplementationFactory ?? KeyedMaker(original.KeyedImplementationType!);
        return new ServiceDescriptor(
            original.ServiceType,
            original.ServiceKey,
            (services, key) => Pass(make(services, key), original.ServiceKey, pass),
            original.Lifetime);
    }

    // A factory that answers null is the application's affair.
    private static object Pass(object service, object? key, Func<object, object?, object> pass) =>
        service is null ? service! : pass(service, key);

    private static Func<IServiceProvider, object> Maker(Type type) => services => ActivatorUtilities.CreateInstance(services, type);

    private static Func<IServiceProvider, object?, object> KeyedMaker(Type type) => KeyedConstructor.IsNeeded(type)
        ? (services, key) => KeyedConstructor.Call(services, type, key)
        : (services, _) => ActivatorUtilities.CreateInstance(services, type);
}
