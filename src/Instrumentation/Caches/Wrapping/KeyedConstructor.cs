using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Caches.Wrapping;

/// <summary>
/// Makes a registered type with the services of its registration's key, as the container does:
/// <see cref="ActivatorUtilities"/> knows of no key that parameters could inherit, and would take services that have none.
/// </summary>
internal static class KeyedConstructor
{
    /// <summary>Whether a constructor asks for the key, or for services by the key.</summary>
    public static bool IsNeeded(Type type) => Array.Exists(
        type.GetConstructors(),
        static constructor => Array.Exists(constructor.GetParameters(), static parameter => IsKey(parameter) || Inherits(parameter)));

    /// <summary>Whether the container's choice among the type's constructors is ours too.</summary>
    public static bool IsClear(Type type, bool isKeyed)
    {
        var constructors = type.GetConstructors();
        return constructors.Length == 1
            || (!Array.Exists(constructors, static constructor => constructor.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
                && !(isKeyed && IsNeeded(type)));
    }

    /// <summary>The one public constructor of the type, called with what the container has for its parameters.</summary>
    public static object Call(IServiceProvider services, Type type, object? key)
    {
        var constructor = type.GetConstructors()[0];
        var arguments = Array.ConvertAll(constructor.GetParameters(), parameter => Argument(services, parameter, key));
        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static bool IsKey(ParameterInfo parameter) => parameter.IsDefined(typeof(ServiceKeyAttribute));

    private static bool Inherits(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { LookupMode: ServiceKeyLookupMode.InheritKey };

    private static object? Argument(IServiceProvider services, ParameterInfo parameter, object? key)
    {
        var type = parameter.ParameterType;
        if (IsKey(parameter))
        {
            return type == typeof(object) || type == key?.GetType()
                ? key
                : throw new InvalidOperationException($"The type of the service key is not that of '{parameter.Name}' ({type}).");
        }

        var service = parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed
            ? services.GetKeyedService(type, Inherits(parameter) ? key : keyed.Key)
            : services.GetService(type);
        return service ?? (parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException($"Unable to resolve service for type '{type}' while attempting to activate '{parameter.Member.DeclaringType}'."));
    }
}
